"""The names that people give to the columns of a vocabulary table, in many languages."""

from __future__ import annotations

import re

NAMES = {
    "question": """
        question questions front front_side side_1 term terms word words expression prompt vocabulary vocab
        vocabulary_word frage fragen vorderseite begriff wort wörter vokabel vokabeln ausdruck recto terme mot
        mots vocabulaire pregunta preguntas anverso término termino palabra palabras vocabulario frente
        pergunta perguntas palavra palavras termo domanda domande fronte termine parola parole vocabolo vraag
        vragen voorkant woord woorden begrip вопрос вопросы слово слова термин лицо лицевая_сторона понятие
        питання запитання термін pytanie pytania przód słowo słowa pojęcie otázka otázky slovo slova slovíčko
        slovíčka pojem kérdés szó szavak întrebare cuvânt cuvinte ερώτηση λέξη λέξεις fråga ord framsida
        spørsmål forside kysymys sana soru kelime sözcük terim ön ön_yüz 问题 問題 正面 单词 單詞 词语 詞語
        生词 生詞 词汇 詞彙 汉字 漢字 中文词语 术语 術語 質問 表 表面 単語 言葉 語彙 用語 질문 단어 어휘 앞면
        용어 سؤال السؤال كلمة الكلمة مصطلح سوال واژه שאלה מילה מונח प्रश्न शब्द
    """,
    "answer": """
        answer answers back back_side side_2 definition definitions meaning meanings translation translations
        correct_answer right_answer solution response gloss antwort antworten rückseite ruckseite bedeutung
        bedeutungen übersetzung übersetzungen uebersetzung lösung réponse reponse réponses verso définition
        signification sens traduction respuesta respuestas reverso definición definicion significado traducción
        traduccion dorso solución resposta respostas definição definicao tradução traducao risposta risposte
        retro definizione significato traduzione antwoord antwoorden achterkant definitie betekenis vertaling
        ответ ответы перевод значение определение оборот обратная_сторона відповідь переклад значення
        визначення odpowiedź odpowiedz tył tłumaczenie znaczenie definicja odpověď odpoveď překlad preklad
        význam definice definícia válasz jelentés fordítás răspuns raspuns traducere semnificație απάντηση
        μετάφραση σημασία ορισμός svar översättning betydelse baksida oversættelse oversettelse bakside bagside
        betydning vastaus käännös merkitys cevap yanıt anlam anlamı çeviri tanım arka arka_yüz 答案 回答 背面
        反面 翻译 翻譯 释义 釋義 意思 含义 含義 解释 解釋 定义 定義 中文释义 答え 裏 裏面 意味 訳 翻訳 和訳 답
        정답 답변 뜻 의미 뒷면 번역 정의 جواب الجواب إجابة الإجابة معنى المعنى ترجمة الترجمة تعريف پاسخ ترجمه
        תשובה תרגום פירוש उत्तर अर्थ
    """,
    "text": "text cloze cloze_text lückentext texte_à_trous",
    "accept": """
        accept accepted synonym synonyms other_answers also_accepted synonyme sinónimos synonymes синонимы
        同义词 類義語
    """,
    "hint": "hint hints clue hinweis tipp indice pista suggerimento подсказка 提示 ヒント 힌트",
    "explanation": """
        explanation notes note extra back_extra comment comments remark remarks example examples
        example_sentence sentence sentences context usage reading pronunciation pinyin romaji romanization
        transliteration transcription ipa phonetic furigana kana
        hiragana katakana mnemonic erklärung erläuterung notiz notizen
        bemerkung bemerkungen anmerkung kommentar beispiel beispiele beispielsatz aussprache lautschrift
        explication remarque remarques commentaire exemple exemples phrase prononciation explicación nota notas
        comentario ejemplo ejemplos pronunciación oración explicação exemplo exemplos comentário spiegazione
        esempio esempi commento pronuncia uitleg opmerking voorbeeld uitspraak объяснение примечание примечания
        комментарий пример примеры произношение транскрипция пояснення приклад примітка wyjaśnienie przykład
        uwagi wymowa vysvětlení příklad poznámka výslovnost példa megjegyzés açıklama örnek not 例句 例子 例文
        例 拼音 注音 读音 讀音 发音 發音 备注 備註 笔记 筆記 说明 說明 読み 読み方 よみ 発音 備考 メモ 解説
        假名 仮名 예문 예시 발음 설명 메모 비고 مثال ملاحظة شرح نطق
    """,
    "tags": """
        tags tag category categories topic themen thema kategorie étiquettes catégorie thème etiquetas
        categoría tema метки теги тема категория 标签 標籤 分类 分類 类别 タグ カテゴリ 태그 분류 etiket
    """,
    "source": "source sources quelle fuente fonte bron источник 来源 來源 出典 출처",
    "id": "id guid uuid",
    "lures": """
        lures distractors distractor wrong_answers wrong_answer incorrect_answers wrong_options
        falsche_antworten distraktoren
    """,
    "media": """
        image images picture pictures photo audio sound sounds media bild bilder ton imagen imágenes sonido
        immagine suono картинка изображение звук аудио 图片 圖片 音频 音頻 画像 音声 사진 오디오 image_file audio_file
    """,
    "reverse": """
        reverse reversed add_reverse both_ways both_directions beidseitig umgekehrt rückwärts inverser обратная
        в_обе_стороны 双向 雙向
    """,
}
"""The names by the key of a note that they stand for; the words of one name are joined by underscores."""

_COUNTERS = """
    number no nr nº n° # num numéro numero nummer número номер № 序号 序號 编号 編號 番号 번호
    index idx rank rang row line
"""
_NEUTRAL = """
    pos type kind class part_of_speech wortart art gender genus plural article artikel genre género тип
    часть_речи 词性 詞性 品詞 품사 chapter lesson unit section page level deck set list kapitel lektion einheit
    seite stufe chapitre leçon unité niveau capítulo lección unidad nivel глава урок раздел уровень 课 課 单元
    單元 章 レッスン 과 단원 character characters hanzi kanji simplified traditional 简体 繁體 简体字 繁體字
    kana name names country countries capital capitals city cities state land länder hauptstadt stadt pays
    capitale ville país ciudad страна столица город 国家 國家 首都 城市 国 都市 나라 수도 date dates year datum
    jahr année fecha año дата год event ereignis événement evento событие 日期 年份 年 事件 symbol element
    formula formel author autor title titel abbreviation value key category frequency freq ease interval due
    created modified updated url link status box score base_form infinitive verb noun adjective past
    source_word target_word source_language target_language native foreign l1 l2
"""
_LANGUAGES = """
    english german french spanish italian portuguese dutch russian ukrainian polish czech slovak hungarian
    romanian bulgarian serbian croatian slovenian greek latin turkish arabic hebrew persian farsi hindi urdu
    bengali chinese mandarin cantonese japanese korean vietnamese thai indonesian malay swedish danish
    norwegian finnish icelandic estonian latvian lithuanian irish welsh catalan basque esperanto swahili
    georgian armenian kazakh mongolian uzbek hawaiian tagalog englisch deutsch französisch spanisch italienisch
    portugiesisch niederländisch russisch ukrainisch polnisch tschechisch ungarisch rumänisch griechisch latein
    lateinisch türkisch arabisch hebräisch chinesisch japanisch koreanisch schwedisch dänisch norwegisch
    anglais allemand français francais espagnol italien portugais néerlandais russe polonais tchèque hongrois
    roumain grec turc arabe hébreu chinois japonais coréen suédois danois norvégien inglés ingles alemán aleman
    francés frances español espanol castellano italiano portugués ruso polaco griego latín turco árabe chino
    japonés coreano inglês alemão francês espanhol português russo chinês japonês inglese tedesco francese
    spagnolo portoghese cinese giapponese engels duits frans spaans italiaans nederlands latijn английский
    немецкий французский испанский итальянский португальский русский украинский польский китайский японский
    корейский латинский турецкий арабский казахский по-английски по-русски по-немецки англійська німецька
    українська російська angielski niemiecki francuski hiszpański polski rosyjski łacina angličtina čeština
    němčina anglicky česky německy angol magyar német engelska svenska tyska engelsk dansk norsk tysk englanti
    suomi ingilizce türkçe almanca 英语 英語 英文 中文 汉语 漢語 华语 德语 德語 法语 法語 日语 日語 日文 俄语
    俄語 韩语 韓語 西班牙语 西班牙語 中国語 日本語 韓国語 ドイツ語 フランス語 スペイン語 영어 한국어 중국어
    일본어 الإنجليزية العربية انگلیسی فارسی עברית अंग्रेज़ी हिन्दी en de fr es it pt nl ru uk pl cs zh ja jp ko
    la
"""
_FILLERS = frozenset("in of the a to auf en au 1 2 3 a b text side seite column field".split())  # noqa: SIM905
_SPLIT = re.compile(r"[\s_/().:+&-]+")


def _names(written: str) -> frozenset[str]:
    """Return the names of a list; the words of one name are joined by underscores."""
    return frozenset(name.replace("_", " ") for name in written.split())


_WHOLE = {name: key for key in reversed(NAMES) for name in _names(NAMES[key])}
_NUMBERED = _names(_COUNTERS)
_FAMILIAR = _NUMBERED | _names(_NEUTRAL) | _names(_LANGUAGES) | _WHOLE.keys()
_KEYS = _WHOLE | {"q": "question", "a": "answer"}
_LONGEST = 40


def key_of(name: str) -> str:
    """Return the key of a note that a column of this name holds, or ""."""
    return _KEYS.get(_plain(name), "")


def is_counter(name: str) -> bool:
    """Return whether a column of this name only counts the rows."""
    return _plain(name).rstrip(".") in _NUMBERED


def is_name(cell: str) -> bool:
    """Return whether a cell is the name of a column, in any of the languages: “German word”, “Übersetzung”, “№”."""
    plain = _plain(cell)
    if not plain or len(plain) > _LONGEST:
        return False
    words = [word for word in _SPLIT.split(plain) if word]
    return plain in _FAMILIAR or (
        any(word in _FAMILIAR for word in words) and all(word in _FAMILIAR or word in _FILLERS for word in words)
    )


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).strip(" :*").casefold()
