/* SPDX-License-Identifier: EUPL-1.2 */
#include "scra_words.h"

static const char *const NL[N_SCRA_WORDS] = {
    [SCRA_TITLE] = "Risicoanalyse van kleine cellen (SCRA)",
    [SCRA_QUESTIONNAIRE] = "Vragenlijst:",
    [SCRA_VERSION] = "versie",
    [SCRA_CENTRE] = "Centrum:",
    [SCRA_MADE] = "Opgemaakt op",
    [SCRA_HASH] = "SHA-256 van de vragenlijst",
    [SCRA_ASKED] = "Wat wij vragen",
    [SCRA_QUESTION] = "Vraag",
    [SCRA_ANSWERS] = "Antwoorden, van fijn naar grof",
    [SCRA_SENSITIVE] = "Gevoelig",
    [SCRA_BY] = "Opgesplitst volgens",
    [SCRA_YES] = "ja",
    [SCRA_NO] = "nee",
    [SCRA_UP_TO] = "tot {n} van {m}",
    [SCRA_EXITS] = "; en apart:",
    [SCRA_ATTRIBUTE] = "Kenmerk",
    [SCRA_CODINGS] = "Groepen, van fijn naar grof",
    [SCRA_NO_ATTRIBUTES] =
        "Deze vragenlijst vraagt niets over de persoon zelf. Er zijn dus geen"
        " groepen en geen opsplitsingen.",
    [SCRA_UNUSED] =
        "geen vraag wordt zo opgesplitst: alleen de groepen vertrekken",
    [SCRA_THRESHOLDS] = "Drempels die nu gelden",
    [SCRA_K_B] = "minstens {b} ingevulde vragenlijsten in een bestand",
    [SCRA_K_G] = "minstens {g} personen in een groep",
    [SCRA_K_C] = "minstens {c} antwoorden in een kolom van een opsplitsing",
    [SCRA_D] = "meer dan {d} antwoorden aan de kleinste kant van een totaal",
    [SCRA_FLOORS] =
        "De federale dienst kan de drempels verhogen, maar nooit lager zetten"
        " dan 10, 5, 5 en 2.",
    [SCRA_RULES] = "De regels",
    [SCRA_RULE_ONCE] =
        "Elke ingevulde vragenlijst telt in één bestand mee, en één keer. Bij"
        " het sluiten worden de antwoorden en hun sleutel vernietigd.",
    [SCRA_RULE_CALENDAR] =
        "Een bestand sluit op een vaste dag. Zijn er dan minder dan {b}"
        " vragenlijsten, dan loopt de periode door, hoogstens 12 maanden.",
    [SCRA_RULE_TOTAL] =
        "Een totaal is exact als aan elke kant meer dan {d} antwoorden staan,"
        " en zo fijn als er voor elke kolom 5 vragenlijsten zijn. Anders komt "
        "er"
        " alleen een grens („minstens”), of niets.",
    [SCRA_RULE_CHOICES] =
        "Mag iemand tot drie antwoorden kiezen, dan staat er „hoogstens {d}” of"
        " „minstens” waar bijna niemand of bijna iedereen iets koos.",
    [SCRA_RULE_GROUPS] = "Groepen vertrekken in de eerste indeling waarin elke "
                         "groep minstens {g}"
                         " personen telt. Een groep „andere” bestaat niet.",
    [SCRA_RULE_ROWS] =
        "Een vraag wordt hoogstens volgens één kenmerk opgesplitst: elke groep"
        " heeft aan elke kant minstens {d} antwoorden, elke kolom is leeg of"
        " telt er minstens {c}, en voor elke cijfercel zijn er 5 "
        "vragenlijsten. Bij"
        " een gevoelige vraag is geen cijfercel 0.",
    [SCRA_RULE_DOT] =
        "Wat niet vertrekt, krijgt altijd hetzelfde teken ·. De reden wordt"
        " nergens bewaard.",
    [SCRA_RULE_AUDIT] =
        "Een tweede, apart stuk programma leest elk bericht na voor het"
        " vertrekt. Klopt er iets niet, dan vertrekt er niets.",
    [SCRA_AGAINST] = "Tegen wie wij beschermen",
    [SCRA_A1] = "wie bij de federale dienst alle cijfers van alle centra ziet;",
    [SCRA_A2] = "medewerkers van het centrum, die weten wie deelneemt en wie"
                " ongeveer wanneer aan de kiosk stond;",
    [SCRA_A3] = "deelnemers, die hun eigen antwoorden kennen;",
    [SCRA_A4] = "wie de machine steelt;",
    [SCRA_A5] = "wie veel valse antwoorden geeft.",
    [SCRA_LEFT] = "Wat tot nu vertrok",
    [SCRA_NOTHING_LEFT] = "Er is nog niets vertrokken.",
    [SCRA_MESSAGE] = "Bericht",
    [SCRA_PROJECT] = "Project, kanaal",
    [SCRA_PERIOD] = "Periode",
    [SCRA_SETS] = "Vragenlijsten",
    [SCRA_TOTALS] = "Totalen",
    [SCRA_ROWS] = "Opsplitsingen",
    [SCRA_GROUPS] = "Personen in elke groep",
    [SCRA_KEY] = "Totalen: exact / met een grens / verborgen; wat niet gesteld"
                 " is, telt niet mee.",
    [SCRA_KEY_ROWS] =
        "Opsplitsingen: getoond / verborgen. · betekent: geen cijfer.",
    [SCRA_NOT_SAID] = "zei dit niet: {n}",
    [SCRA_SELF] = "alleen",
    [SCRA_ASSISTED] = "begeleid",
    [SCRA_WITHDRAWN] = "teruggetrokken: telt niet meer mee",
    [SCRA_SUM] = "Samen (berichten: {n})",
    [SCRA_EARLIER] = "Hierboven staan de laatste berichten ({n}); „samen” telt"
                     " ook de vroegere ({m}).",
    [SCRA_WAITING] =
        "Nog niet bevestigd door de federale dienst, en dus niet in"
        " deze cijfers: {n}.",
    [SCRA_AUDIT_PASSED] =
        "Nazicht van alle bewaarde berichten van deze"
        " vragenlijst ({n}), opnieuw gedaan bij het opmaken: geslaagd.",
    [SCRA_AUDIT_FAILED] =
        "Nazicht van alle bewaarde berichten van deze"
        " vragenlijst ({n}), opnieuw gedaan bij het opmaken: NIET GESLAAGD voor"
        " bericht {m}.",
    [SCRA_PROMISED] = "Wat wij beloven",
    [SCRA_P1] =
        "Zeker weten aan welke kant iemand staat, kan pas wie minstens twee"
        " andere antwoorden kent (drie bij een exact totaal).",
    [SCRA_NOT_PROMISED] = "Wat wij niet beloven",
    [SCRA_NOT_ALL_BUT_ONE] =
        "Wie alle antwoorden kent op één na, kent ook het laatste.",
    [SCRA_NOT_HIDDEN] =
        "Een verborgen totaal zegt toch iets: minder dan {b} mensen gaven een"
        " antwoord, de anderen niet.",
    [SCRA_NOT_ROWS] =
        "Een verborgen opsplitsing kan zeggen dat een groep het bijna eens is,"
        " maar niet aan welke kant.",
    [SCRA_NOT_ASIDE] =
        "Per groep staat exact hoeveel personen niet antwoordden of een uitweg"
        " kozen, ook als het er één is.",
    [SCRA_NOT_ALIKE] =
        "Elke vraag wordt apart bekeken. Stel dus niet twee keer hetzelfde met"
        " een ander kenmerk.",
    [SCRA_NOT_IMAGE] =
        "Wie de sleutel van de machine heeft en een kopie van de schijf van "
        "vóór"
        " het vertrek, kan de antwoorden lezen. Versleutel de schijf.",
    [SCRA_NOT_ONCE] = "Dat niemand twee keer antwoordt.",
    [SCRA_SIGNED] =
        "Gezien door de functionaris voor gegevensbescherming (naam,"
        " datum, handtekening):",
};

static const char *const FR[N_SCRA_WORDS] = {
    [SCRA_TITLE] = "Analyse des risques des petites cellules (SCRA)",
    [SCRA_QUESTIONNAIRE] = "Questionnaire :",
    [SCRA_VERSION] = "version",
    [SCRA_CENTRE] = "Centre :",
    [SCRA_MADE] = "Établie le",
    [SCRA_HASH] = "SHA-256 du questionnaire",
    [SCRA_ASKED] = "Ce que nous demandons",
    [SCRA_QUESTION] = "Question",
    [SCRA_ANSWERS] = "Réponses, du détail à l'ensemble",
    [SCRA_SENSITIVE] = "Sensible",
    [SCRA_BY] = "Ventilée selon",
    [SCRA_YES] = "oui",
    [SCRA_NO] = "non",
    [SCRA_UP_TO] = "jusqu'à {n} sur {m}",
    [SCRA_EXITS] = " ; et à part :",
    [SCRA_ATTRIBUTE] = "Caractéristique",
    [SCRA_CODINGS] = "Groupes, du détail à l'ensemble",
    [SCRA_NO_ATTRIBUTES] =
        "Ce questionnaire ne demande rien sur la personne elle-même. Il n'y a"
        " donc ni groupes ni ventilations.",
    [SCRA_UNUSED] =
        "aucune question n'est ventilée ainsi : seuls les groupes partent",
    [SCRA_THRESHOLDS] = "Seuils en vigueur",
    [SCRA_K_B] = "au moins {b} questionnaires remplis dans un lot",
    [SCRA_K_G] = "au moins {g} personnes dans un groupe",
    [SCRA_K_C] = "au moins {c} réponses dans une colonne d'une ventilation",
    [SCRA_D] = "plus de {d} réponses du plus petit côté d'un total",
    [SCRA_FLOORS] =
        "Le service fédéral peut relever ces seuils, mais jamais descendre sous"
        " 10, 5, 5 et 2.",
    [SCRA_RULES] = "Les règles",
    [SCRA_RULE_ONCE] =
        "Chaque questionnaire rempli compte dans un seul lot, et une seule "
        "fois."
        " À la clôture, les réponses et leur clé sont détruites.",
    [SCRA_RULE_CALENDAR] =
        "Un lot est clos à une date fixe. S'il y a alors moins de {b}"
        " questionnaires, la période continue, 12 mois au plus.",
    [SCRA_RULE_TOTAL] =
        "Un total est exact s'il y a plus de {d} réponses de chaque côté, et"
        " aussi détaillé qu'il y a 5 questionnaires pour chaque colonne. Sinon,"
        " il n'y a qu'une limite (« au moins »), ou rien.",
    [SCRA_RULE_CHOICES] = "Quand on peut choisir jusqu'à trois réponses, on "
                          "lit « au plus {d} » ou"
                          " « au moins » là où presque personne ou presque "
                          "tout le monde a choisi.",
    [SCRA_RULE_GROUPS] =
        "Les groupes partent dans le premier découpage où chaque groupe compte"
        " au moins {g} personnes. Il n'y a jamais de groupe « autres ».",
    [SCRA_RULE_ROWS] =
        "Une question est ventilée selon une seule caractéristique au plus :"
        " chaque groupe a au moins {d} réponses de chaque côté, chaque colonne"
        " est vide ou en compte au moins {c}, et il y a 5 questionnaires pour"
        " chaque cellule. Pour une question sensible, aucune cellule n'est 0.",
    [SCRA_RULE_DOT] =
        "Ce qui ne part pas porte toujours le même signe ·. La raison n'est"
        " conservée nulle part.",
    [SCRA_RULE_AUDIT] =
        "Une deuxième partie du programme, séparée, relit chaque message avant"
        " l'envoi. Si quelque chose ne va pas, rien ne part.",
    [SCRA_AGAINST] = "Contre qui nous protégeons",
    [SCRA_A1] = "ceux qui, au service fédéral, voient tous les chiffres de tous"
                " les centres ;",
    [SCRA_A2] = "le personnel du centre, qui sait qui participe et qui était"
                " devant la borne, et quand à peu près ;",
    [SCRA_A3] = "les participants, qui connaissent leurs propres réponses ;",
    [SCRA_A4] = "celui qui vole la machine ;",
    [SCRA_A5] = "celui qui donne beaucoup de fausses réponses.",
    [SCRA_LEFT] = "Ce qui est parti jusqu'ici",
    [SCRA_NOTHING_LEFT] = "Rien n'est encore parti.",
    [SCRA_MESSAGE] = "Message",
    [SCRA_PROJECT] = "Projet, canal",
    [SCRA_PERIOD] = "Période",
    [SCRA_SETS] = "Questionnaires",
    [SCRA_TOTALS] = "Totaux",
    [SCRA_ROWS] = "Ventilations",
    [SCRA_GROUPS] = "Personnes dans chaque groupe",
    [SCRA_KEY] = "Totaux : exacts / avec une limite / cachés ; les questions"
                 " non posées ne comptent pas.",
    [SCRA_KEY_ROWS] = "Ventilations : montrées / cachées. · veut dire : pas de"
                      " chiffre.",
    [SCRA_NOT_SAID] = "ne l'a pas dit : {n}",
    [SCRA_SELF] = "seul",
    [SCRA_ASSISTED] = "accompagné",
    [SCRA_WITHDRAWN] = "retiré : ne compte plus",
    [SCRA_SUM] = "Ensemble (messages : {n})",
    [SCRA_EARLIER] = "Ci-dessus, les derniers messages ({n}) ; « ensemble »"
                     " compte aussi ceux d'avant ({m}).",
    [SCRA_WAITING] = "Pas encore confirmés par le service fédéral, et donc pas"
                     " dans ces chiffres : {n}.",
    [SCRA_AUDIT_PASSED] =
        "Contrôle de tous les messages conservés de ce"
        " questionnaire ({n}), refait en établissant cette page : réussi.",
    [SCRA_AUDIT_FAILED] =
        "Contrôle de tous les messages conservés de ce"
        " questionnaire ({n}), refait en établissant cette page : PAS RÉUSSI"
        " pour le message {m}.",
    [SCRA_PROMISED] = "Ce que nous promettons",
    [SCRA_P1] =
        "Pour savoir avec certitude de quel côté est une personne, il faut"
        " connaître au moins deux autres réponses (trois pour un total exact).",
    [SCRA_NOT_PROMISED] = "Ce que nous ne promettons pas",
    [SCRA_NOT_ALL_BUT_ONE] =
        "Qui connaît toutes les réponses sauf une connaît aussi la dernière.",
    [SCRA_NOT_HIDDEN] =
        "Un total caché dit quand même quelque chose : moins de {b} personnes"
        " ont donné une réponse, les autres non.",
    [SCRA_NOT_ROWS] =
        "Une ventilation cachée peut dire qu'un groupe est presque d'accord,"
        " mais pas de quel côté.",
    [SCRA_NOT_ASIDE] = "On lit pour chaque groupe combien de personnes n'ont "
                       "pas répondu ou ont"
                       " choisi une réponse à part, même s'il n'y en a qu'une.",
    [SCRA_NOT_ALIKE] =
        "Chaque question est jugée seule. Ne posez donc pas deux fois la même"
        " avec une autre caractéristique.",
    [SCRA_NOT_IMAGE] =
        "Qui a la clé de la machine et une copie du disque d'avant l'envoi peut"
        " lire les réponses. Chiffrez le disque.",
    [SCRA_NOT_ONCE] = "Que personne ne réponde deux fois.",
    [SCRA_SIGNED] = "Vu par le délégué à la protection des données (nom, date,"
                    " signature) :",
};

const char *scra_word(enum lang lang, enum scra_word word)
{
    return lang == LANG_FR ? FR[word] : NL[word];
}
