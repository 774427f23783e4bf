// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_pictograms.js - the pictures of answers, controls, themes and states,
 * all our own: client/content/pictograms, one file for a code of the packs.
 *
 * The style is said in client/content/README.md.  A picture is never alone: it
 * stands with its word, which is spoken, and is hidden from screen readers.
 */
import { cls, html } from "../../common/web/ui.js";
import { Drawn } from "./kiosk_welcome.js";
// What is needed most.
import house from "../content/pictograms/house.svg";
import money from "../content/pictograms/money.svg";
import work from "../content/pictograms/work.svg";
import language from "../content/pictograms/language.svg";
import papers from "../content/pictograms/papers.svg";
import health from "../content/pictograms/health.svg";
import childcare from "../content/pictograms/childcare.svg";
import school from "../content/pictograms/school.svg";
import people from "../content/pictograms/people.svg";
import transport from "../content/pictograms/transport.svg";
import other from "../content/pictograms/other.svg";
import dont_know from "../content/pictograms/dont_know.svg";
// How long somebody has been coming, and no need of help.
import lt3m from "../content/pictograms/lt3m.svg";
import m3_12 from "../content/pictograms/m3_12.svg";
import gt12m from "../content/pictograms/gt12m.svg";
import not_needed from "../content/pictograms/not_needed.svg";
// The scale, and the mood.
import cup0 from "../content/pictograms/cup0.svg";
import cup1 from "../content/pictograms/cup1.svg";
import cup2 from "../content/pictograms/cup2.svg";
import cup3 from "../content/pictograms/cup3.svg";
import mood0 from "../content/pictograms/mood0.svg";
import mood1 from "../content/pictograms/mood1.svg";
import mood2 from "../content/pictograms/mood2.svg";
import mood3 from "../content/pictograms/mood3.svg";
// The intention.
import I1 from "../content/pictograms/I1.svg";
import I2 from "../content/pictograms/I2.svg";
import I3 from "../content/pictograms/I3.svg";
import I4 from "../content/pictograms/I4.svg";
import I5 from "../content/pictograms/I5.svg";
import I6 from "../content/pictograms/I6.svg";
// No answer.
import skipped from "../content/pictograms/skipped.svg";
import refused from "../content/pictograms/refused.svg";
import not_understood from "../content/pictograms/not_understood.svg";
// What can be pressed.
import back from "../content/pictograms/back.svg";
import next from "../content/pictograms/next.svg";
import stop from "../content/pictograms/stop.svg";
import listen from "../content/pictograms/listen.svg";
import again_hear from "../content/pictograms/again_hear.svg";
import slow from "../content/pictograms/slow.svg";
import normal_speed from "../content/pictograms/normal_speed.svg";
import sound_on from "../content/pictograms/sound_on.svg";
import sound_off from "../content/pictograms/sound_off.svg";
import no_voice from "../content/pictograms/no_voice.svg";
import card from "../content/pictograms/card.svg";
import card_erase from "../content/pictograms/card_erase.svg";
import start from "../content/pictograms/start.svg";
import decline from "../content/pictograms/decline.svg";
// What happens.
import practice_question from "../content/pictograms/practice_question.svg";
import more from "../content/pictograms/more.svg";
import sending from "../content/pictograms/sending.svg";
import unsaved from "../content/pictograms/unsaved.svg";
import thanks from "../content/pictograms/thanks.svg";
import calm from "../content/pictograms/calm.svg";
import assisted from "../content/pictograms/assisted.svg";
import pilot from "../content/pictograms/pilot.svg";
// Where help is.
import help from "../content/pictograms/help.svg";
import danger from "../content/pictograms/danger.svg";
import violence from "../content/pictograms/violence.svg";
import talk from "../content/pictograms/talk.svg";
// Themes that are not drawn above.
import communication_interpreting from "../content/pictograms/communication_interpreting.svg";
import information_clarity from "../content/pictograms/information_clarity.svg";
import welcome_respect from "../content/pictograms/welcome_respect.svg";
import needs_fit from "../content/pictograms/needs_fit.svg";
import listening_participation from "../content/pictograms/listening_participation.svg";
import group_togetherness from "../content/pictograms/group_togetherness.svg";
import culture_religion from "../content/pictograms/culture_religion.svg";
import gender_family from "../content/pictograms/gender_family.svg";
import safety_trust_fear from "../content/pictograms/safety_trust_fear.svg";
import discrimination_conflict from "../content/pictograms/discrimination_conflict.svg";
import practical_time_place from "../content/pictograms/practical_time_place.svg";
import digital_admin from "../content/pictograms/digital_admin.svg";
import self_reliance from "../content/pictograms/self_reliance.svg";
import outcome_change from "../content/pictograms/outcome_change.svg";
import loop_closed from "../content/pictograms/loop_closed.svg";
// What was done with an opinion.
import heard from "../content/pictograms/heard.svg";
import discussed from "../content/pictograms/discussed.svg";
import doing from "../content/pictograms/doing.svg";
import done_so from "../content/pictograms/done_so.svg";
import cannot from "../content/pictograms/cannot.svg";
import passed_on from "../content/pictograms/passed_on.svg";
// Who helps, and a conversation on feet.
import interpreter from "../content/pictograms/interpreter.svg";
import own_worker from "../content/pictograms/own_worker.svg";
import third_party from "../content/pictograms/third_party.svg";
import peer from "../content/pictograms/peer.svg";
import near from "../content/pictograms/near.svg";
import middle from "../content/pictograms/middle.svg";
import far from "../content/pictograms/far.svg";

/** @type {Record<string, string>} */
const PICTOGRAMS = {
  house, money, work, language, papers, health, childcare, school, people,
  transport, other, dont_know,
  lt3m, m3_12, gt12m, not_needed,
  cup0, cup1, cup2, cup3, mood0, mood1, mood2, mood3,
  I1, I2, I3, I4, I5, I6,
  skipped, refused, not_understood,
  back, next, stop, listen, again_hear, slow, normal_speed, sound_on,
  sound_off, no_voice, card, card_erase, start, decline,
  practice_question, more, sending, unsaved, thanks, calm, assisted, pilot,
  help, danger, violence, talk,
  communication_interpreting, information_clarity, welcome_respect, needs_fit,
  listening_participation, group_togetherness, culture_religion,
  gender_family, safety_trust_fear, discrimination_conflict,
  practical_time_place, digital_admin, self_reliance, outcome_change,
  loop_closed,
  heard, discussed, doing, done_so, cannot, passed_on,
  interpreter, own_worker, third_party, peer, near, middle, far,
};

/** Codes that mean what another one means, and share its picture. */
const SAME = {
  housing: house, money_debts: money, work_training: work,
  language_learning: language, papers_residence: papers,
  health_wellbeing: health, children_childcare: childcare,
  social_network: people, done: done_so,
};

/** Pictures with a way to go: the other way where one writes leftwards. */
const TURNS = new Set([back, next, skipped, outcome_change]);

/** Every picture under each of its codes. @type {Record<string, string>} */
const ALL = { ...PICTOGRAMS, ...SAME };

/** Whether this code has a picture. @param {string} code */
export const hasPictogram = (code) => Object.hasOwn(ALL, code);

/**
 * The picture of a code that has one.
 * @param {{code: string, class?: string}} props
 */
export const Pictogram = ({ code, class: more }) => html`<${Drawn}
  svg=${ALL[code]} class=${cls(TURNS.has(ALL[code]) && "turns", more)} />`;
