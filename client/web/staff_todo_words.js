// SPDX-License-Identifier: EUPL-1.2
/* staff_todo_words.js - what is to be done, in words. */
import { messages } from "../../common/web/i18n.js";

export const words = messages({
  nl: {
    todo: "Te doen",
    nothing: "Niets. Alles loopt.",
    go: "Naar de pagina",
    flood: "Er kwamen vandaag meer antwoorden dan mensen kunnen geven. Het scherm neemt er voorlopig minder aan. Kijk even of iemand ermee speelt.",
    wave: "{project}: voor deze periode is nog geen ronde gestart. Het scherm stelt nu geen vragen.",
    count: "{project}, {months}: hoeveel mensen waren er? Dat kan zeker nog tot en met {date}.",
    count_late: "{project}, {months}: hoeveel mensen waren er? Het kan nog tot de nacht die deze periode sluit.",
    night: "Sinds {date} was er geen nacht. Staat deze machine ’s nachts aan?",
    certificate: "Het certificaat van dit centrum loopt tot {date}. Een nacht met contact vernieuwt het.",
  },
  fr: {
    todo: "À faire",
    nothing: "Rien. Tout va bien.",
    go: "Vers la page",
    flood: "Il est venu aujourd'hui plus de réponses que des gens ne peuvent en donner. L'écran en accepte moins pour l'instant. Regardez si quelqu'un joue avec.",
    wave: "{project} : aucune vague n'est lancée pour cette période. L'écran ne pose pas de questions.",
    count: "{project}, {months} : combien de personnes y avait-il ? C'est possible en tout cas jusqu'au {date} inclus.",
    count_late: "{project}, {months} : combien de personnes y avait-il ? C'est possible jusqu'à la nuit qui ferme cette période.",
    night: "Il n'y a pas eu de nuit depuis le {date}. Cette machine est-elle allumée la nuit ?",
    certificate: "Le certificat de ce centre vaut jusqu'au {date}. Une nuit avec contact le renouvelle.",
  },
  en: {
    todo: "To do",
    nothing: "Nothing. All is well.",
    go: "Go there",
    flood: "More answers came in today than people can give. For now the screen takes fewer. Please look whether somebody plays with it.",
    wave: "{project}: no wave was started for this period. The screen asks nothing now.",
    count: "{project}, {months}: how many people were there? It can be entered for sure until {date}.",
    count_late: "{project}, {months}: how many people were there? It can still be entered until the night that closes this period.",
    night: "There has been no night since {date}. Is this machine on at night?",
    certificate: "The certificate of this centre holds until {date}. A night with contact renews it.",
  },
});
