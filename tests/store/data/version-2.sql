BEGIN TRANSACTION;
CREATE TABLE event (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, action TEXT NOT NULL, at INTEGER NOT NULL, offset TEXT NOT NULL,
  day INTEGER NOT NULL, device TEXT NOT NULL, card TEXT NOT NULL, data TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "event" VALUES('0180eba3-9d10-7000-91ca-8a6700000000','review','0180eba3-9d10-7000-91ca-8a6700000000',1653220810000,'+02:00',738300,'two','d/c#when','{"desired_retention":0.9,"due":"2022-05-22T12:10:00.000Z","form":"flip","interval":600,"rating":"good","state":"learning","took":1000,"was":"new"}');
INSERT INTO "event" VALUES('0180eba3-9d10-7001-ba6c-86f200000000','review','0180eba3-9d10-7001-ba6c-86f200000000',1653220810000,'+02:00',738300,'one','d/a','{"desired_retention":0.9,"due":"2022-06-03","form":"flip","interval":691200,"rating":"easy","score":1.0,"state":"review","took":1000,"typed":"Порт-Артур “1898”","verdict":"right","was":"new"}');
INSERT INTO "event" VALUES('0180eba3-c420-7000-91ca-8a66ffffffff','memory','0180eba3-c420-7000-91ca-8a66ffffffff',1653220820000,'+02:00',738300,'two','e/x','{"difficulty":5.0,"due":"2022-06-29","introduced":"2022-05-20","lapses":2,"last":"2022-05-20","reps":9,"stability":40.0,"state":"review","step":null}');
INSERT INTO "event" VALUES('0180eba3-c420-7001-ba6c-86f1ffffffff','review','0180eba3-c420-7001-ba6c-86f1ffffffff',1653220820000,'+02:00',738300,'one','d/g#ru','{"desired_retention":0.9,"due":"2022-05-22T12:10:10.000Z","form":"flip","interval":600,"rating":"good","state":"learning","took":1000,"was":"new"}');
INSERT INTO "event" VALUES('0180eba3-c421-7001-ba6c-86f1fffffffe','review','0180eba3-c420-7001-ba6c-86f1ffffffff',1653220820000,'+02:00',738300,'one','d/g#by','{"desired_retention":0.9,"due":"2022-05-22T12:10:10.000Z","form":"flip","interval":600,"rating":"good","state":"learning","took":1000,"was":"new"}');
INSERT INTO "event" VALUES('0180eba3-eb30-7001-ba6c-86f1fffffffd','review','0180eba3-eb30-7001-ba6c-86f1fffffffd',1653220830000,'+02:00',738300,'one','d/b','{"desired_retention":0.9,"due":"2022-05-22T12:01:20.000Z","form":"flip","interval":60,"rating":"again","state":"learning","took":1000,"was":"new"}');
INSERT INTO "event" VALUES('0180eba4-1240-7001-ba6c-86f1fffffffc','undo','0180eba3-eb30-7001-ba6c-86f1fffffffd',1653220840000,'+02:00',738300,'one','','{}');
INSERT INTO "event" VALUES('0180eba4-3950-7001-ba6c-86f1fffffffb','review','0180eba4-3950-7001-ba6c-86f1fffffffb',1653220850000,'+02:00',738300,'one','d/b','{"desired_retention":0.9,"due":"2022-05-22T12:10:40.000Z","form":"flip","interval":600,"rating":"good","state":"learning","took":1000,"was":"new"}');
INSERT INTO "event" VALUES('0180eba4-6060-7001-ba6c-86f1fffffffa','suspend','0180eba4-6060-7001-ba6c-86f1fffffffa',1653220860000,'+02:00',738300,'one','e/y','{}');
INSERT INTO "event" VALUES('0180eba4-8770-7001-ba6c-86f1fffffff9','bury','0180eba4-8770-7001-ba6c-86f1fffffff9',1653220870000,'+02:00',738300,'one','d/c#when','{}');
INSERT INTO "event" VALUES('0180f0ca-4730-7000-91ca-8a66fffffffe','review','0180f0ca-4730-7000-91ca-8a66fffffffe',1653307230000,'+02:00',738301,'two','d/c#when','{"desired_retention":0.9,"due":"2022-05-23T12:10:20.000Z","form":"flip","interval":600,"rating":"hard","state":"learning","took":1000,"was":"learning"}');
INSERT INTO "event" VALUES('0180f0ca-6e40-7000-91ca-8a66fffffffd','review','0180f0ca-6e40-7000-91ca-8a66fffffffd',1653307240000,'+02:00',738301,'two','e/x','{"desired_retention":0.9,"due":"2022-07-15","form":"flip","interval":4665600,"rating":"good","scheduled_days":40,"state":"review","took":1000,"was":"review"}');
INSERT INTO "event" VALUES('0180f0cb-0a80-7001-ba6c-86f1fffffff8','review','0180f0cb-0a80-7001-ba6c-86f1fffffff8',1653307280000,'+02:00',738301,'one','d/a','{"desired_retention":0.9,"due":"2022-06-06","form":"typed","interval":950400,"rating":"hard","scheduled_days":9,"state":"review","took":1000,"typed":"answer 0","was":"review"}');
INSERT INTO "event" VALUES('0180f0cb-3190-7001-ba6c-86f1fffffff7','review','0180f0cb-3190-7001-ba6c-86f1fffffff7',1653307290000,'+02:00',738301,'one','d/b','{"desired_retention":0.9,"due":"2022-06-02","form":"typed","interval":604800,"rating":"good","state":"review","took":1000,"typed":"answer 1","was":"learning"}');
INSERT INTO "event" VALUES('0180f0cb-58a0-7001-ba6c-86f1fffffff6','review','0180f0cb-58a0-7001-ba6c-86f1fffffff6',1653307300000,'+02:00',738301,'one','d/g#ru','{"desired_retention":0.9,"due":"2022-06-07","form":"typed","interval":1036800,"rating":"easy","state":"review","took":1000,"typed":"answer 2","was":"learning"}');
INSERT INTO "event" VALUES('0180f0cb-7fb0-7001-ba6c-86f1fffffff5','review','0180f0cb-7fb0-7001-ba6c-86f1fffffff5',1653307310000,'+02:00',738301,'one','d/g#by','{"desired_retention":0.9,"due":"2022-05-23T12:02:40.000Z","form":"typed","interval":60,"rating":"again","state":"learning","took":1000,"typed":"answer 3","was":"learning"}');
INSERT INTO "event" VALUES('01810564-0550-7000-91ca-8a66fffffffc','review','01810564-0550-7000-91ca-8a66fffffffc',1653652850000,'+02:00',738305,'two','d/c#when','{"desired_retention":0.9,"due":"2022-05-27T12:10:40.000Z","form":"flip","interval":600,"rating":"hard","state":"learning","took":1000,"was":"learning"}');
INSERT INTO "event" VALUES('01810564-2c60-7000-91ca-8a66fffffffb','review','01810564-2c60-7000-91ca-8a66fffffffb',1653652860000,'+02:00',738305,'two','e/x','{"desired_retention":0.9,"due":"2022-08-06","form":"flip","interval":5529600,"rating":"good","scheduled_days":50,"state":"review","took":1000,"was":"review"}');
INSERT INTO "event" VALUES('01810565-16c0-7001-ba6c-86f1fffffff4','review','01810565-16c0-7001-ba6c-86f1fffffff4',1653652920000,'+02:00',738305,'one','d/a','{"confused_with":"d/b","desired_retention":0.9,"due":"2022-05-27T12:11:50.000Z","form":"typed","interval":600,"rating":"again","scheduled_days":11,"state":"relearning","took":1000,"typed":"answer 0","was":"review"}');
INSERT INTO "event" VALUES('01810565-3dd0-7001-ba6c-86f1fffffff3','review','01810565-3dd0-7001-ba6c-86f1fffffff3',1653652930000,'+02:00',738305,'one','d/b','{"desired_retention":0.9,"due":"2022-06-16","form":"typed","interval":1468800,"rating":"hard","scheduled_days":7,"state":"review","took":1000,"typed":"answer 1","was":"review"}');
INSERT INTO "event" VALUES('01810565-64e0-7001-ba6c-86f1fffffff2','review','01810565-64e0-7001-ba6c-86f1fffffff2',1653652940000,'+02:00',738305,'one','d/g#ru','{"desired_retention":0.9,"due":"2022-06-29","form":"typed","interval":2592000,"rating":"good","scheduled_days":12,"state":"review","took":1000,"typed":"answer 2","was":"review"}');
INSERT INTO "event" VALUES('01810565-8bf0-7001-ba6c-86f1fffffff1','review','01810565-8bf0-7001-ba6c-86f1fffffff1',1653652950000,'+02:00',738305,'one','d/g#by','{"desired_retention":0.9,"due":"2022-06-06","form":"typed","interval":604800,"rating":"easy","state":"review","took":1000,"typed":"answer 3","was":"learning"}');
INSERT INTO "event" VALUES('01814330-a370-7000-91ca-8a66fffffffa','review','01814330-a370-7000-91ca-8a66fffffffa',1654689670000,'+02:00',738317,'two','d/c#when','{"desired_retention":0.9,"due":"2022-06-08T12:11:00.000Z","form":"flip","interval":600,"rating":"hard","state":"learning","took":1000,"was":"learning"}');
INSERT INTO "event" VALUES('01814330-ca80-7000-91ca-8a66fffffff9','review','01814330-ca80-7000-91ca-8a66fffffff9',1654689680000,'+02:00',738317,'two','e/x','{"desired_retention":0.9,"due":"2022-09-11","form":"flip","interval":7689600,"rating":"good","scheduled_days":68,"state":"review","took":1000,"was":"review"}');
INSERT INTO "event" VALUES('01814332-0300-7001-ba6c-86f1fffffff0','review','01814332-0300-7001-ba6c-86f1fffffff0',1654689760000,'+02:00',738317,'one','d/a','{"desired_retention":0.9,"due":"2022-06-08T12:12:30.000Z","form":"typed","interval":600,"rating":"again","state":"relearning","took":1000,"typed":"answer 0","was":"relearning"}');
INSERT INTO "event" VALUES('01814332-2a10-7001-ba6c-86f1ffffffef','review','01814332-2a10-7001-ba6c-86f1ffffffef',1654689770000,'+02:00',738317,'one','d/b','{"desired_retention":0.9,"due":"2022-07-17","form":"typed","interval":2851200,"rating":"hard","scheduled_days":17,"state":"review","took":1000,"typed":"answer 1","was":"review"}');
INSERT INTO "event" VALUES('01814332-5120-7001-ba6c-86f1ffffffee','review','01814332-5120-7001-ba6c-86f1ffffffee',1654689780000,'+02:00',738317,'one','d/g#ru','{"desired_retention":0.9,"due":"2022-08-20","form":"typed","interval":6393600,"rating":"good","scheduled_days":30,"state":"review","took":1000,"typed":"answer 2","was":"review"}');
INSERT INTO "event" VALUES('01814332-7830-7001-ba6c-86f1ffffffed','review','01814332-7830-7001-ba6c-86f1ffffffed',1654689790000,'+02:00',738317,'one','d/g#by','{"desired_retention":0.9,"due":"2022-07-21","form":"typed","interval":3456000,"rating":"easy","scheduled_days":7,"state":"review","took":1000,"typed":"answer 3","was":"review"}');
INSERT INTO "event" VALUES('0182112f-5190-7000-91ca-8a66fffffff8','review','0182112f-5190-7000-91ca-8a66fffffff8',1658145690000,'+02:00',738357,'two','d/c#when','{"desired_retention":0.9,"due":"2022-07-18T12:11:20.000Z","form":"flip","interval":600,"rating":"hard","state":"learning","took":1000,"was":"learning"}');
INSERT INTO "event" VALUES('0182112f-78a0-7000-91ca-8a66fffffff7','review','0182112f-78a0-7000-91ca-8a66fffffff7',1658145700000,'+02:00',738357,'two','e/x','{"desired_retention":0.9,"due":"2022-12-24","form":"flip","interval":14083200,"rating":"good","scheduled_days":92,"state":"review","took":1000,"was":"review"}');
INSERT INTO "event" VALUES('0182112f-9fb0-7000-91ca-8a66fffffff6','link','0182112f-9fb0-7000-91ca-8a66fffffff6',1658145710000,'+02:00',738357,'two','d/c#when','{"to":"d/c2#when"}');
INSERT INTO "event" VALUES('0182112f-c6c0-7000-91ca-8a66fffffff5','undo','0182112f-9fb0-7000-91ca-8a66fffffff6',1658145720000,'+02:00',738357,'two','','{}');
INSERT INTO "event" VALUES('0182112f-edd0-7000-91ca-8a66fffffff4','redo','0182112f-9fb0-7000-91ca-8a66fffffff6',1658145730000,'+02:00',738357,'two','','{}');
INSERT INTO "event" VALUES('01821130-ff40-7001-ba6c-86f1ffffffec','review','01821130-ff40-7001-ba6c-86f1ffffffec',1658145800000,'+02:00',738357,'one','d/a','{"desired_retention":0.9,"due":"2022-07-18T12:13:10.000Z","form":"typed","interval":600,"rating":"again","state":"relearning","took":1000,"typed":"answer 0","was":"relearning"}');
INSERT INTO "event" VALUES('01821131-2650-7001-ba6c-86f1ffffffeb','review','01821131-2650-7001-ba6c-86f1ffffffeb',1658145810000,'+02:00',738357,'one','d/b','{"desired_retention":0.9,"due":"2022-09-20","form":"typed","interval":5529600,"rating":"hard","scheduled_days":36,"state":"review","took":1000,"typed":"answer 1","was":"review"}');
INSERT INTO "event" VALUES('01821131-4d60-7001-ba6c-86f1ffffffea','review','01821131-4d60-7001-ba6c-86f1ffffffea',1658145820000,'+02:00',738357,'one','d/g#ru','{"desired_retention":0.9,"due":"2023-02-11","form":"typed","interval":16934400,"rating":"good","scheduled_days":70,"state":"review","took":1000,"typed":"answer 2","was":"review"}');
INSERT INTO "event" VALUES('01821131-7470-7001-ba6c-86f1ffffffe9','review','01821131-7470-7001-ba6c-86f1ffffffe9',1658145830000,'+02:00',738357,'one','d/g#by','{"desired_retention":0.9,"due":"2022-12-25","form":"typed","interval":14169600,"rating":"easy","scheduled_days":40,"state":"review","took":1000,"typed":"answer 3","was":"review"}');
INSERT INTO "event" VALUES('01821131-9b80-7001-ba6c-86f1ffffffe8','reset','01821131-9b80-7001-ba6c-86f1ffffffe8',1658145840000,'+02:00',738357,'one','d/g#ru','{}');
INSERT INTO "event" VALUES('01821131-c290-7001-ba6c-86f1ffffffe7','review','01821131-c290-7001-ba6c-86f1ffffffe7',1658145850000,'+02:00',738357,'one','d/g#ru','{"desired_retention":0.9,"due":"2022-07-18T12:09:30.000Z","form":"flip","interval":330,"rating":"hard","state":"learning","took":1000,"was":"new"}');
INSERT INTO "event" VALUES('01821131-c299-7000-8000-000000000005','wish','01821131-c299-7000-8000-000000000005',1658145850000,'+02:00',738357,'later','d/a','{"for":["peace",{"a":2.5,"b":1}]}');
INSERT INTO "event" VALUES('01821131-e9a0-7001-ba6c-86f1ffffffe6','review','01821131-e9a0-7001-ba6c-86f1ffffffe6',1658145860000,'+02:00',738357,'one','d/a','{"desired_retention":0.9,"due":"2022-07-22","form":"flip","interval":86400,"rating":"good","state":"review","took":1000,"was":"relearning"}');
INSERT INTO "event" VALUES('01821132-10b0-7001-ba6c-86f1ffffffe5','undo','01821131-e9a0-7001-ba6c-86f1ffffffe6',1658145870000,'+02:00',738357,'one','','{}');
CREATE TABLE hold (
  card TEXT PRIMARY KEY, suspended INTEGER NOT NULL, buried INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "hold" VALUES('d/c2#when',0,738300);
INSERT INTO "hold" VALUES('e/y',1,0);
CREATE TABLE memory (
  card TEXT PRIMARY KEY, note TEXT NOT NULL, deck TEXT NOT NULL, state TEXT NOT NULL, step INTEGER,
  stability REAL NOT NULL, difficulty REAL NOT NULL, last_day INTEGER NOT NULL, due_day INTEGER NOT NULL,
  due_at INTEGER, introduced INTEGER NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "memory" VALUES('d/a','d/a','d','relearning',0,3.46340798696052387661e-01,9.76608332127079314943e+00,738357,738357,1658146390000,738300,5,1);
INSERT INTO "memory" VALUES('d/b','d/b','d','review',NULL,64.2418289449754,7.66103176136517127758e+00,738357,738418,NULL,738300,5,0);
INSERT INTO "memory" VALUES('d/c2#when','d/c2','d','learning',1,44.9100069971275,8.43385030994835,738357,738357,1658146280000,738300,5,0);
INSERT INTO "memory" VALUES('d/g#by','d/g','d','review',NULL,1.64327281582719848525e+02,3.7518316110882925507e+00,738357,738514,NULL,738300,5,0);
INSERT INTO "memory" VALUES('d/g#ru','d/g','d','learning',0,1.2931,5.11217070560105568688e+00,738357,738357,1658146170000,738357,1,0);
INSERT INTO "memory" VALUES('e/x','e/x','e','review',NULL,1.62971296391003221517e+02,4.96097206789482214617e+00,738357,738513,NULL,738295,13,2);
CREATE TABLE tally (
  deck TEXT NOT NULL, day INTEGER NOT NULL, was TEXT NOT NULL, questions INTEGER NOT NULL,
  again INTEGER NOT NULL, hard INTEGER NOT NULL, good INTEGER NOT NULL, easy INTEGER NOT NULL,
  took INTEGER NOT NULL, PRIMARY KEY (deck, day, was)
) STRICT, WITHOUT ROWID;
INSERT INTO "tally" VALUES('',738300,'new',4,0,0,4,1,4000);
INSERT INTO "tally" VALUES('',738301,'learning',4,1,1,1,1,4000);
INSERT INTO "tally" VALUES('',738301,'mature',1,0,0,1,0,1000);
INSERT INTO "tally" VALUES('',738301,'young',1,0,1,0,0,1000);
INSERT INTO "tally" VALUES('',738305,'learning',2,0,1,0,1,2000);
INSERT INTO "tally" VALUES('',738305,'mature',1,0,0,1,0,1000);
INSERT INTO "tally" VALUES('',738305,'young',3,1,1,1,0,3000);
INSERT INTO "tally" VALUES('',738317,'learning',1,0,1,0,0,1000);
INSERT INTO "tally" VALUES('',738317,'mature',2,0,0,2,0,2000);
INSERT INTO "tally" VALUES('',738317,'relearning',1,1,0,0,0,1000);
INSERT INTO "tally" VALUES('',738317,'young',2,0,1,0,1,2000);
INSERT INTO "tally" VALUES('',738357,'learning',1,0,1,0,0,1000);
INSERT INTO "tally" VALUES('',738357,'mature',4,0,1,2,1,4000);
INSERT INTO "tally" VALUES('',738357,'new',1,0,1,0,0,1000);
INSERT INTO "tally" VALUES('',738357,'relearning',1,1,0,0,0,1000);
INSERT INTO "tally" VALUES('d',738300,'new',4,0,0,4,1,4000);
INSERT INTO "tally" VALUES('d',738301,'learning',4,1,1,1,1,4000);
INSERT INTO "tally" VALUES('d',738301,'young',1,0,1,0,0,1000);
INSERT INTO "tally" VALUES('d',738305,'learning',2,0,1,0,1,2000);
INSERT INTO "tally" VALUES('d',738305,'young',3,1,1,1,0,3000);
INSERT INTO "tally" VALUES('d',738317,'learning',1,0,1,0,0,1000);
INSERT INTO "tally" VALUES('d',738317,'mature',1,0,0,1,0,1000);
INSERT INTO "tally" VALUES('d',738317,'relearning',1,1,0,0,0,1000);
INSERT INTO "tally" VALUES('d',738317,'young',2,0,1,0,1,2000);
INSERT INTO "tally" VALUES('d',738357,'learning',1,0,1,0,0,1000);
INSERT INTO "tally" VALUES('d',738357,'mature',3,0,1,1,1,3000);
INSERT INTO "tally" VALUES('d',738357,'new',1,0,1,0,0,1000);
INSERT INTO "tally" VALUES('d',738357,'relearning',1,1,0,0,0,1000);
INSERT INTO "tally" VALUES('e',738301,'mature',1,0,0,1,0,1000);
INSERT INTO "tally" VALUES('e',738305,'mature',1,0,0,1,0,1000);
INSERT INTO "tally" VALUES('e',738317,'mature',1,0,0,1,0,1000);
INSERT INTO "tally" VALUES('e',738357,'mature',1,0,0,1,0,1000);
CREATE TABLE undone (action TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO "undone" VALUES('0180eba3-eb30-7001-ba6c-86f1fffffffd');
INSERT INTO "undone" VALUES('01821131-e9a0-7001-ba6c-86f1ffffffe6');
CREATE INDEX event_action ON event (action);
CREATE INDEX event_card ON event (card);
CREATE INDEX event_link ON event (card) WHERE kind = 'link';
CREATE INDEX memory_due ON memory (state, due_day, note);
CREATE INDEX memory_deck ON memory (deck, state, due_day, last_day, stability);
CREATE INDEX memory_note ON memory (note, due_day, state);
CREATE INDEX memory_last_day ON memory (last_day);
CREATE INDEX memory_introduced ON memory (introduced);
CREATE INDEX memory_lapses ON memory (lapses, difficulty);
COMMIT;
PRAGMA user_version = 2;
