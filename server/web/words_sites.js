// SPDX-License-Identifier: EUPL-1.2
/* words_sites.js - the words of the page Sites. */

const nl = {
  sites: "OCMW's",
  siteshead: "De OCMW's en hun laatste nacht",
  sitesnote: "Elke nacht neemt elk OCMW contact op, ook als er niets te sturen is. Stilte is dus iets om na te vragen.",
  alarms: "Meldingen",
  noalarms: "Geen meldingen.",
  state: "Toestand",
  active: "actief",
  waiting: "wacht op inschrijving",
  quarantined: "in quarantaine",
  revoked: "ingetrokken",
  lastnight: "Laatste contact",
  never: "nog nooit",
  today: "vannacht",
  "ago.one": "{n} nacht geleden",
  "ago.other": "{n} nachten geleden",
  releases: "Vrijgaven",
  seq: "Laatste nummer",
  setaside: "Opzij gezet",
  certificate: "Certificaat tot",
  software: "Versie",
  nosites: "Er is nog geen OCMW toegevoegd.",
};

/** @type {Record<string, string>} */
const fr = {
  sites: "CPAS",
  siteshead: "Les CPAS et leur dernière nuit",
  sitesnote: "Chaque nuit, chaque CPAS prend contact, même s'il n'a rien à envoyer. Un silence mérite donc un appel.",
  alarms: "Avertissements",
  noalarms: "Aucun avertissement.",
  state: "État",
  active: "actif",
  waiting: "attend l'inscription",
  quarantined: "en quarantaine",
  revoked: "révoqué",
  lastnight: "Dernier contact",
  never: "jamais encore",
  today: "cette nuit",
  "ago.one": "il y a {n} nuit",
  "ago.other": "il y a {n} nuits",
  releases: "Diffusions",
  seq: "Dernier numéro",
  setaside: "Mises de côté",
  certificate: "Certificat jusqu'au",
  software: "Version",
  nosites: "Aucun CPAS n'a encore été ajouté.",
};

/** @type {Record<string, string>} */
const en = {
  sites: "Centres",
  siteshead: "The centres and their last night",
  sitesnote: "Every night every centre makes contact, even when it has nothing to send. So silence is something to ask about.",
  alarms: "Alarms",
  noalarms: "No alarms.",
  state: "State",
  active: "active",
  waiting: "waits for enrolment",
  quarantined: "in quarantine",
  revoked: "revoked",
  lastnight: "Last contact",
  never: "never yet",
  today: "last night",
  "ago.one": "{n} night ago",
  "ago.other": "{n} nights ago",
  releases: "Releases",
  seq: "Last number",
  setaside: "Set aside",
  certificate: "Certificate until",
  software: "Version",
  nosites: "No centre was added yet.",
};

export default { nl, fr, en };
