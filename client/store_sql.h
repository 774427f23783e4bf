/* SPDX-License-Identifier: EUPL-1.2 */
/* store_sql.h - the site's statements, and what the files of store share.
 * Only store*.c include it. */
#ifndef WK_STORE_SQL_H
#define WK_STORE_SQL_H

#include "store.h"

#define STORE_SQL(X)                                                           \
    X(META_GET, "SELECT value FROM meta WHERE key = :key")                     \
    X(META_SET,                                                                \
        "INSERT INTO meta (key, value) VALUES (:key, :value)"                  \
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value")             \
    X(META_DROP, "DELETE FROM meta WHERE key = :key")                          \
    X(QN_ADD,                                                                  \
        "INSERT INTO questionnaire (hash, id, version, text)"                  \
        " VALUES (:hash, :id, :version, :text)")                               \
    X(QN_GET, "SELECT hash, text FROM questionnaire WHERE hash = :hash")       \
    X(QN_NEWEST,                                                               \
        "SELECT hash, text FROM questionnaire WHERE id = :id"                  \
        " ORDER BY version DESC, hash LIMIT 1")                                \
    X(QN_LIST,                                                                 \
        "SELECT hash, text FROM questionnaire ORDER BY id, version, hash")     \
    X(PROJECT_ADD,                                                             \
        "INSERT INTO project (id, position, name_nl, name_fr, name_en,"        \
        " period, first_month, not_asked) VALUES (:id,"                        \
        " (SELECT ifnull(max(position), 0) + 1 FROM project),"                 \
        " :nl, :fr, :en, :period, :first, :not_asked)")                        \
    X(PROJECT_GET,                                                             \
        "SELECT id, name_nl, name_fr, name_en, period, first_month, not_asked" \
        " FROM project WHERE id = :id")                                        \
    X(PROJECT_LIST,                                                            \
        "SELECT id, name_nl, name_fr, name_en, period, first_month, not_asked" \
        " FROM project ORDER BY position")                                     \
    X(PLAN_ADD,                                                                \
        "INSERT INTO plan (project, questionnaire, position, first_month,"     \
        " last_month, base) VALUES (:project, :questionnaire,"                 \
        " (SELECT ifnull(max(position), 0) + 1 FROM plan), :first, :last,"     \
        " :base)")                                                             \
    X(PLAN_LAST,                                                               \
        "UPDATE plan SET last_month = :last WHERE project = :project"          \
        " AND questionnaire = :questionnaire")                                 \
    X(QN_LOCAL,                                                                \
        "SELECT 1 FROM questionnaire WHERE hash = :hash AND id GLOB 'site:*'") \
    X(LOCAL_ADD,                                                               \
        "INSERT INTO local_release (era, bytes, hash)"                         \
        " VALUES (:era, :bytes, :hash)")                                       \
    X(LOCAL_LIST,                                                              \
        "SELECT id, era, bytes, hash FROM local_release ORDER BY id")          \
    X(PLAN_LIST,                                                               \
        "SELECT project, questionnaire, first_month, last_month, base,"        \
        " (SELECT id GLOB 'site:*' FROM questionnaire"                         \
        " WHERE hash = plan.questionnaire) FROM plan"                          \
        " WHERE :project IS NULL OR project = :project"                        \
        " ORDER BY project, position")                                         \
    X(WAVE_ADD,                                                                \
        "INSERT INTO wave (project, first_month, last_month,"                  \
        " questionnaire, kind, promised_on, promised_role, languages,"         \
        " target, until, cards, ended_on, note) VALUES (:project, :first,"     \
        " :last, :questionnaire, :kind, :on, :role, :languages, :target,"      \
        " :until, :cards, :ended, :note)")                                     \
    X(WAVE_END,                                                                \
        "UPDATE wave SET last_month = :last, ended_on = :ended WHERE id = "    \
        ":id")                                                                 \
    X(WAVE_NOTE, "UPDATE wave SET note = :note WHERE id = :id")                \
    X(WAVE_DROP, "DELETE FROM wave WHERE id = :id")                            \
    X(WAVE_GET,                                                                \
        "SELECT id, project, first_month, last_month, questionnaire, kind,"    \
        " promised_on, promised_role, languages, target, until, cards,"        \
        " ended_on, note FROM wave WHERE id = :id")                            \
    X(WAVE_AT,                                                                 \
        "SELECT id, project, first_month, last_month, questionnaire, kind,"    \
        " promised_on, promised_role, languages, target, until, cards,"        \
        " ended_on, note FROM wave WHERE project = :project"                   \
        " AND :month BETWEEN first_month AND last_month AND ended_on IS NULL") \
    X(WAVE_LIST,                                                               \
        "SELECT id, project, first_month, last_month, questionnaire, kind,"    \
        " promised_on, promised_role, languages, target, until, cards,"        \
        " ended_on, note FROM wave WHERE :project IS NULL OR project = "       \
        ":project"                                                             \
        " ORDER BY project, first_month, id")                                  \
    X(LABEL_GET,                                                               \
        "SELECT questionnaire, project, channel, next_month, tested_month"     \
        " FROM label WHERE questionnaire = :questionnaire"                     \
        " AND project = :project AND channel = :channel")                      \
    X(LABEL_SET,                                                               \
        "INSERT INTO label (questionnaire, project, channel, next_month,"      \
        " tested_month) VALUES (:questionnaire, :project, :channel, :next,"    \
        " :tested) ON CONFLICT DO UPDATE SET next_month = "                    \
        "excluded.next_month,"                                                 \
        " tested_month = excluded.tested_month")                               \
    X(LABEL_LIST,                                                              \
        "SELECT questionnaire, project, channel, next_month, tested_month"     \
        " FROM label ORDER BY tested_month, project, questionnaire, channel")  \
    X(HEADCOUNT_SET,                                                           \
        "INSERT INTO headcount (questionnaire, project, channel, first_month," \
        " eligible, asked) VALUES (:questionnaire, :project, :channel, "       \
        ":first,"                                                              \
        " :eligible, :asked) ON CONFLICT DO UPDATE SET"                        \
        " eligible = excluded.eligible, asked = excluded.asked")               \
    X(HEADCOUNT_GET,                                                           \
        "SELECT eligible, asked, asked IS NOT NULL FROM headcount"             \
        " WHERE questionnaire = :questionnaire AND project = :project"         \
        " AND channel = :channel AND first_month = :first")                    \
    X(HEADCOUNT_DROP,                                                          \
        "DELETE FROM headcount WHERE questionnaire = :questionnaire"           \
        " AND project = :project AND channel = :channel"                       \
        " AND first_month = :first")                                           \
    X(HEADCOUNT_FORGET,                                                        \
        "DELETE FROM headcount WHERE questionnaire = :questionnaire"           \
        " AND project = :project AND channel = :channel"                       \
        " AND first_month < :first")                                           \
    X(CARD_ADD, "INSERT INTO card (hash, wave) VALUES (:hash, :wave)")         \
    X(CARD_HAS, "SELECT 1 FROM card WHERE hash = :hash")                       \
    X(CARD_DROP, "DELETE FROM card WHERE hash = :hash")                        \
    X(CARD_VOID, "DELETE FROM card WHERE :wave IS NULL OR wave = :wave")       \
    X(POOL_ADD,                                                                \
        "INSERT INTO pool (id, questionnaire, project, channel, first_month,"  \
        " last_month, wrapped_key, policy, state) VALUES (:id, "               \
        ":questionnaire,"                                                      \
        " :project, :channel, :first, :last, :key, :policy, :state)")          \
    X(POOL_GET,                                                                \
        "SELECT id, questionnaire, project, channel, first_month, last_month," \
        " wrapped_key, policy, state FROM pool"                                \
        " WHERE questionnaire = :questionnaire AND project = :project"         \
        " AND channel = :channel AND first_month = :first")                    \
    X(POOL_LIST,                                                               \
        "SELECT id, questionnaire, project, channel, first_month, last_month," \
        " wrapped_key, policy, state FROM pool"                                \
        " WHERE (:project IS NULL OR (questionnaire = :questionnaire"          \
        " AND project = :project AND channel = :channel))"                     \
        " AND (:state = 0 OR state = :state)"                                  \
        " ORDER BY first_month, project, questionnaire, channel")              \
    X(POOL_STATE, "UPDATE pool SET state = :state WHERE id = :id")             \
    X(POOL_DROP, "DELETE FROM pool WHERE id = :pool")                          \
    X(POOL_KEY, "UPDATE pool SET wrapped_key = :key WHERE id = :id")           \
    X(POOL_COUNT, "SELECT count(*) FROM answer_set WHERE pool = :pool")        \
    X(POOL_SPEND,                                                              \
        "INSERT OR IGNORE INTO spent (id, night)"                              \
        " SELECT id, :night FROM answer_set WHERE pool = :pool")               \
    X(POOL_EMPTY, "DELETE FROM answer_set WHERE pool = :pool")                 \
    X(SPENT_HAS, "SELECT 1 FROM spent WHERE id = :id")                         \
    X(ANSWER_HELD,                                                             \
        "SELECT 1 FROM spent WHERE id = :id UNION ALL"                         \
        " SELECT 1 FROM answer_set WHERE id = :id")                            \
    X(SPENT_FORGET, "DELETE FROM spent WHERE night < :night")                  \
    X(ANSWER_ADD,                                                              \
        "INSERT INTO answer_set (id, pool, sealed)"                            \
        " VALUES (:id, :pool, :sealed)")                                       \
    X(ANSWER_EACH,                                                             \
        "SELECT id, sealed FROM answer_set WHERE pool = :pool ORDER BY id")    \
    X(BOX_ADD,                                                                 \
        "INSERT INTO box (id, public, wrapped, since)"                         \
        " VALUES (:id, :public, :wrapped, :since)")                            \
    X(BOX_LIST,                                                                \
        "SELECT id, public, wrapped, since FROM box ORDER BY since DESC, id")  \
    X(BOX_DROP, "DELETE FROM box WHERE since < :first OR since > :last")       \
    X(ENTRY_ADD,                                                               \
        "INSERT INTO entry (seq, era, bytes, hash)"                            \
        " VALUES (:seq, :era, :bytes, :hash)")                                 \
    X(ENTRY_GET,                                                               \
        "SELECT entry.seq, era, bytes, hash, signature.key, signature,"        \
        " verdict, code, date FROM entry"                                      \
        " LEFT JOIN signature USING (seq) LEFT JOIN receipt USING (seq)"       \
        " WHERE entry.seq = :seq")                                             \
    X(ENTRY_HEAD,                                                              \
        "SELECT seq, era, hash FROM entry ORDER BY seq DESC LIMIT 1")          \
    X(ENTRY_ORPHAN,                                                            \
        "INSERT OR IGNORE INTO orphan (hash, bytes)"                           \
        " SELECT hash, bytes FROM entry WHERE seq > :seq")                     \
    X(ENTRY_DROP, "DELETE FROM entry WHERE seq > :seq")                        \
    X(SIGNATURE_DROP, "DELETE FROM signature WHERE seq > :seq")                \
    X(RECEIPT_DROP, "DELETE FROM receipt WHERE seq > :seq")                    \
    X(SIGNATURE_SET,                                                           \
        "INSERT INTO signature (seq, key, signature)"                          \
        " VALUES (:seq, :key, :signature) ON CONFLICT DO UPDATE SET"           \
        " key = excluded.key, signature = excluded.signature")                 \
    X(RECEIPT_SET,                                                             \
        "INSERT INTO receipt (seq, verdict, code, date)"                       \
        " VALUES (:seq, :verdict, :code, :date) ON CONFLICT DO UPDATE SET"     \
        " verdict = excluded.verdict, code = excluded.code,"                   \
        " date = excluded.date")                                               \
    X(KEY_ADD,                                                                 \
        "INSERT INTO signing_key (id, spki, certificate)"                      \
        " VALUES (:id, :spki, :certificate) ON CONFLICT DO UPDATE SET"         \
        " certificate = ifnull(excluded.certificate, certificate)")            \
    X(KEY_SPKI, "SELECT spki FROM signing_key WHERE id = :id")                 \
    X(ACCOUNT_SET,                                                             \
        "INSERT INTO account (name, role, hash, must_change)"                  \
        " VALUES (:name, :role, :hash, :must_change)"                          \
        " ON CONFLICT DO UPDATE SET role = excluded.role,"                     \
        " hash = excluded.hash, must_change = excluded.must_change")           \
    X(ACCOUNT_GET,                                                             \
        "SELECT name, role, hash, must_change FROM account"                    \
        " WHERE name = :name")                                                 \
    X(ACCOUNT_REMOVE, "DELETE FROM account WHERE name = :name")                \
    X(ACCOUNT_LIST,                                                            \
        "SELECT name, role, hash, must_change FROM account ORDER BY name")     \
    X(DEVICE_ADD,                                                              \
        "INSERT INTO device (id, secret, name, since)"                         \
        " VALUES (:id, :secret, :name, :since)")                               \
    X(DEVICE_FIND,                                                             \
        "SELECT id, secret, name, since FROM device WHERE secret = :secret")   \
    X(DEVICE_LIST,                                                             \
        "SELECT id, secret, name, since FROM device ORDER BY name, id")        \
    X(DEVICE_DROP, "DELETE FROM device WHERE id = :id")                        \
    X(LOG_ADD,                                                                 \
        "INSERT INTO audit_log (date, who, what, alarm)"                       \
        " VALUES (:date, :who, :what, :alarm)")                                \
    X(LOG_HAS,                                                                 \
        "SELECT 1 FROM audit_log"                                              \
        " WHERE date = :date AND who = :who AND what = :what")                 \
    X(LOG_LIST,                                                                \
        "SELECT id, date, who, what, kind FROM (SELECT *, CASE WHEN alarm"     \
        " THEN 4 WHEN who = 'night' THEN 3 WHEN what GLOB 'looked at *'"       \
        " THEN 1 ELSE 2 END AS kind FROM audit_log)"                           \
        " WHERE :kind IN (0, kind) AND (:before = 0 OR id < :before)"          \
        " AND (:last = 0 OR date BETWEEN :first AND :last)"                    \
        " ORDER BY id DESC LIMIT :max")                                        \
    X(LOOP_SET,                                                                \
        "INSERT INTO loop (id, project, theme, said_month, state, told,"       \
        " archived, text_nl, text_fr, text_en) VALUES (:id, :project,"         \
        " :theme, :said, :state, :told, :archived, :nl, :fr, :en)"             \
        " ON CONFLICT DO UPDATE SET project = excluded.project,"               \
        " theme = excluded.theme, said_month = excluded.said_month,"           \
        " state = excluded.state, told = excluded.told,"                       \
        " archived = excluded.archived, text_nl = excluded.text_nl,"           \
        " text_fr = excluded.text_fr, text_en = excluded.text_en")             \
    X(LOOP_LIST,                                                               \
        "SELECT id, project, theme, said_month, state, told, archived,"        \
        " text_nl, text_fr, text_en FROM loop"                                 \
        " WHERE :project IS NULL OR project = :project"                        \
        " ORDER BY said_month DESC, id DESC")                                  \
    X(POLICY_ADD, "INSERT INTO policy (since, text) VALUES (:since, :text)")   \
    X(POLICY_LIST,                                                             \
        "SELECT since, text FROM policy WHERE id >= ifnull("                   \
        "(SELECT max(id) FROM policy WHERE since < :date), 0) ORDER BY id")    \
    X(WITHDRAWAL_ADD,                                                          \
        "INSERT INTO withdrawal (seq, hash, reason)"                           \
        " VALUES (:seq, :hash, :reason)")                                      \
    X(WITHDRAWAL_LIST,                                                         \
        "SELECT seq, hash, reason FROM withdrawal ORDER BY seq")               \
    X(WITHDRAWAL_DROP, "DELETE FROM withdrawal WHERE seq = :seq")              \
    X(REVIEW_SET,                                                              \
        "INSERT INTO pack_review (language, hash, date, role)"                 \
        " VALUES (:language, :hash, :date, :role) ON CONFLICT DO UPDATE SET"   \
        " hash = excluded.hash, date = excluded.date, role = excluded.role")   \
    X(REVIEW_GET,                                                              \
        "SELECT language, hash, date, role FROM pack_review"                   \
        " WHERE language = :language")                                         \
    X(FILE_SET,                                                                \
        "INSERT INTO file (name, hash) VALUES (:name, :hash)"                  \
        " ON CONFLICT DO UPDATE SET hash = excluded.hash")                     \
    X(FILE_GET, "SELECT hash FROM file WHERE name = :name")                    \
    X(CLIP_ADD,                                                                \
        "INSERT INTO clip (language, address, human, kind, text_hash, name,"   \
        " made, reviewed, reviewer, bytes) VALUES (:language, :address,"       \
        " :human, :kind, :hash, :name, :made, NULL, NULL, :bytes)")            \
    X(CLIP_OUST,                                                               \
        "DELETE FROM clip WHERE language = :language"                          \
        " AND address = :address AND human = :human AND"                       \
        " (text_hash <> :hash OR (kind = 3) = (:kind = 3))")                   \
    X(CLIP_SAME,                                                               \
        "SELECT 1 FROM clip WHERE language = :language"                        \
        " AND address = :address AND human = :human AND kind = :kind"          \
        " AND text_hash = :hash AND name = :name")                             \
    X(CLIP_DROP,                                                               \
        "DELETE FROM clip WHERE (:language IS NULL OR language = :language)"   \
        " AND (:address IS NULL OR address = :address)"                        \
        " AND (:human < 0 OR human = :human)")                                 \
    X(CLIP_REVIEW,                                                             \
        "UPDATE clip SET reviewed = :date, reviewer = :role"                   \
        " WHERE language = :language AND address = :address"                   \
        " AND human = :human AND text_hash = :hash")                           \
    X(CLIP_LIST,                                                               \
        "SELECT address, human, kind, text_hash, name, made, reviewed,"        \
        " reviewer FROM clip WHERE language = :language"                       \
        " ORDER BY address, human, kind")                                      \
    X(CLIP_LANGUAGES, "SELECT DISTINCT language FROM clip ORDER BY language")  \
    X(CLIP_BYTES,                                                              \
        "SELECT bytes FROM clip WHERE name = :name AND kind = :kind LIMIT 1")

enum store_sql {
#define X(name, sql) SQL_##name,
    STORE_SQL(X)
#undef X
        N_STORE_SQL
};

struct store {
    struct db *db;
    struct db_schema schema; /* outlives the db */
};

/* A blob column into an array; zeros where the length differs. */
void store_column_blob(
    const struct db_stmt *q, int column, void *out, size_t len);
/* A text column into an array of max + 1; "" for NULL. */
void store_column_text(
    const struct db_stmt *q, int column, char *out, size_t max);

/* A list that grows while a statement is walked. */
struct store_rows {
    void *data;
    size_t n, cap, size;
};
void *store_rows_next(struct store_rows *r);

#endif
