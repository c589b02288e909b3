"""Words of science, medicine, music and law that the general word list lacks: none is a typo of another."""

from __future__ import annotations

TERMS = frozenset(
    str.split(
        "maleic malic fumaric telomerase "
        "abducens acebutolol acciaccatura adrenergic akinesia aldolase alprazolam anthroponym aphagia apoptosis "
        "arccosine arcsine arctangent aripiprazole aspartate atenolol betamethasone bijection bijective borane "
        "bradykinesia bradypnea calcitonin calcitriol carnitine cataphora cetirizine chemotroph chlorpropamide "
        "cholinergic chorionic clonazepam clonidine clozapine codomain cofactor cokernel contravariant covariant "
        "cytidine dacite demultiplexer deserialize deserializer desmopressin diabatic diol dobutamine dolostone "
        "downlink dyskinesia eigenvector elastase enamine endergonic endocytosis endomysium endoneurium "
        "epimorphism epimysium eupnea exergonic exocytosis fascial fucose functor glycogenolysis guanosine "
        "hematemesis hemiacetal hemiparesis hemoptysis holonym hydralazine hydrazone hydroxyzine hyperalgesia "
        "hypercapnia hypernym hyperpnea hypocapnia hyponym iliitis illite imino infimum injection injective "
        "inosine isochoric ketal lamivudine lamotrigine leukocytosis licensor lipophobic lorazepam metformin "
        "methylprednisolone metoprolol metronidazole misoprostol monomorphism morphism muscarinic mutex "
        "myometrium myosis myositis neutropenia neutrophilia nicotinic nocturia olanzapine oligotrophic "
        "omeprazole ostomy otomy paraesthesia penicillamine perimetrium perimysium peroneal phototroph "
        "pianississimo pinocytosis pledgor polyuria postorder prednisolone prednisone preorder promisor propanal "
        "propanol quetiapine rinforzando rostral serializer sertraline silane smectite smorzando somatostatin "
        "somatotropin stannane supremum surjection surjective syncline tachypnea thrombocytopenia thrombocytosis "
        "thymidine thyrotropin tocolytic tramadol transcoder trazodone triol trochlea trustor trypsinogen "
        "tryptamine tyramine uplink ureteral ureteric uridine vasopressin vasopressor vinblastine vincristine "
    )
)
