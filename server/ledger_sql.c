/* SPDX-License-Identifier: EUPL-1.2 */
#include "ledger_sql.h"

#include <stddef.h>

#define SITE_COLUMNS                                                           \
    "SELECT id, name, state, readmitted, last_contact, software FROM site"
#define CERTIFICATE_COLUMNS                                                    \
    "SELECT fingerprint, key, site, not_after, revoked, der FROM certificate"
#define ACCOUNT_COLUMNS                                                        \
    "SELECT name, role, hash, must_change, coalesce(site, 0) FROM account"
#define NEXT_REVISION                                                          \
    "1 + max((SELECT coalesce(max(revision), 0) FROM policy),"                 \
    " (SELECT coalesce(max(published), 0) FROM questionnaire))"

const char *const LEDGER_SQL[N_LEDGER_SQL] = {
    [SQL_META_GET] = "SELECT value FROM meta WHERE key = :key",
    [SQL_META_SET] = "INSERT INTO meta (key, value) VALUES (:key, :value)"
                     " ON CONFLICT (key) DO UPDATE SET value = :value",

    [SQL_SITE_ADD] = "INSERT INTO site (name, state, readmitted)"
                     " VALUES (:name, 1, 0) RETURNING id",
    [SQL_SITE_PUT] = "INSERT INTO site (id, name, state, readmitted)"
                     " VALUES (:id, :name, 1, 0)",
    [SQL_SITE_GET] = SITE_COLUMNS " WHERE id = :id",
    [SQL_SITE_FIND] = SITE_COLUMNS " WHERE name = :name",
    [SQL_SITE_SET] = "UPDATE site SET state = :state,"
                     " readmitted = :readmitted, last_contact = :last_contact,"
                     " software = :software WHERE id = :id",
    [SQL_SITE_LIST] = SITE_COLUMNS " ORDER BY id",

    [SQL_CODE_SET] = "INSERT INTO code (hash, site, expires, used)"
                     " VALUES (:hash, :site, :expires, :used)"
                     " ON CONFLICT (hash) DO UPDATE SET site = :site,"
                     " expires = :expires, used = :used",
    [SQL_CODE_GET] = "SELECT site, expires, used FROM code WHERE hash = :hash",
    [SQL_CODE_LIST] =
        "SELECT hash, site, expires, used FROM code ORDER BY hash",
    [SQL_CODE_DROP] = "DELETE FROM code WHERE site = :site AND used = 0",

    [SQL_CERTIFICATE_ADD] = "INSERT INTO certificate"
                            " (fingerprint, site, key, der, not_after, revoked)"
                            " VALUES (:fingerprint, :site, :key, :der,"
                            " :not_after, :revoked)",
    [SQL_CERTIFICATE_GET] =
        CERTIFICATE_COLUMNS " WHERE fingerprint = :fingerprint",
    [SQL_CERTIFICATE_LIST] = CERTIFICATE_COLUMNS
    " WHERE site BETWEEN :site AND :last ORDER BY site, not_after, fingerprint",
    [SQL_CERTIFICATE_REVOKE] =
        "UPDATE certificate SET revoked = 1 WHERE site = :site",
    [SQL_CERTIFICATE_BLOCK] =
        "UPDATE certificate SET revoked = 1 WHERE fingerprint = :fingerprint",

    [SQL_ENTRY_ADD] = "INSERT INTO entry (site, seq, era, hash, bytes,"
                      " signature, key, verdict, code) VALUES (:site, :seq,"
                      " :era, :hash, :bytes, :signature, :key, :verdict,"
                      " :code)",
    /* What a clock that was ahead wrote: later than anything to come. */
    [SQL_ARRIVAL_LATER_DROP] =
        "DELETE FROM arrival WHERE site = :site AND date > :date",
    [SQL_ARRIVAL_SET] = "INSERT INTO arrival (site, date, seq)"
                        " VALUES (:site, :date, :seq)"
                        " ON CONFLICT (site, date) DO UPDATE SET seq = :seq",
    [SQL_ARRIVAL_OPEN] =
        "SELECT seq FROM arrival WHERE site = :site AND date <= :date"
        " ORDER BY date DESC LIMIT 1",
    [SQL_ENTRY_NEXT] = "SELECT site, seq, era, hash, key, verdict, code, bytes,"
                       " signature FROM entry"
                       " WHERE (site, seq) > (:site, :seq) AND site <= :last"
                       " ORDER BY site, seq LIMIT 1",
    [SQL_ENTRY_ALL] = "SELECT site, seq, era, hash, key, verdict, code, bytes,"
                      " signature FROM entry ORDER BY site, seq",
    [SQL_ENTRY_HASH] =
        "SELECT hash FROM entry WHERE site = :site AND seq = :seq",
    [SQL_ENTRY_VERDICT] = "UPDATE entry SET verdict = :verdict, code = :code"
                          " WHERE site = :site AND seq = :seq",
    [SQL_ENTRY_COUNTS] = "SELECT count(*), count(*) FILTER (WHERE verdict = 3),"
                         " (SELECT coalesce(sum(releases), 0) FROM head"
                         " WHERE site = :site)"
                         " FROM entry WHERE site = :site",
    [SQL_ENTRY_ERAS] =
        "SELECT count(DISTINCT era) FROM entry WHERE site = :site",
    [SQL_ENTRY_ASIDE] = "SELECT code, count(*) FROM entry"
                        " WHERE site = :site AND verdict = 3 GROUP BY code",
    [SQL_ENTRY_FORGET] =
        "UPDATE entry SET bytes = NULL WHERE site = :site AND seq = :seq",
    [SQL_ENTRY_WANTED] =
        "SELECT DISTINCT coverage.questionnaire FROM entry"
        " JOIN coverage USING (site, seq)"
        " WHERE entry.site = :site AND entry.code = 4 LIMIT :max",
    [SQL_HEAD] = "SELECT era, seq, hash FROM entry WHERE site = :site"
                 " ORDER BY seq DESC LIMIT 1",
    [SQL_ERA_SEEN] = "SELECT EXISTS (SELECT 1 FROM entry WHERE site = :site"
                     " AND era = :era)",
    /* What is covered never overlaps: only the last one that begins in time
     * can reach these months. */
    [SQL_COVERED] =
        "SELECT coalesce((SELECT last_month FROM coverage WHERE site = :site"
        " AND questionnaire = :questionnaire AND project = :project"
        " AND channel = :channel AND first_month <= :last"
        " ORDER BY first_month DESC LIMIT 1) >= :first, 0)",

    [SQL_REVISION] = "SELECT " NEXT_REVISION " - 1",
    [SQL_POLICY_GET] = "SELECT text FROM policy ORDER BY revision DESC LIMIT 1",
    [SQL_POLICY_SET] =
        "INSERT INTO policy (revision, text) SELECT " NEXT_REVISION ", :text",
    [SQL_QUESTIONNAIRE_ADD] =
        "INSERT INTO questionnaire (hash, id, version, published, text)"
        " SELECT :hash, :id, :version, iif(:published, " NEXT_REVISION
        ", 0), :text",
    [SQL_QUESTIONNAIRE_PUBLISH] =
        "UPDATE questionnaire SET published = " NEXT_REVISION
        " WHERE hash = :hash AND published = 0",
    [SQL_QUESTIONNAIRE_LIST] = "SELECT hash, published FROM questionnaire"
                               " ORDER BY id, version, hash",
    [SQL_QUESTIONNAIRE_TEXT] =
        "SELECT text, published FROM questionnaire WHERE hash = :hash",

    [SQL_ACCOUNT_SET] =
        "INSERT INTO account (name, role, hash, must_change, site)"
        " VALUES (:name, :role, :hash, :must_change, nullif(:site, 0))"
        " ON CONFLICT (name) DO UPDATE SET role = :role, hash = :hash,"
        " must_change = :must_change, site = nullif(:site, 0)",
    [SQL_ACCOUNT_GET] = ACCOUNT_COLUMNS " WHERE name = :name",
    [SQL_ACCOUNT_REMOVE] = "DELETE FROM account WHERE name = :name",
    [SQL_ACCOUNT_LIST] = ACCOUNT_COLUMNS " ORDER BY name",

    [SQL_LOG_ADD] = "INSERT INTO audit_log (date, who, what, alarm, site)"
                    " VALUES (:date, :who, :what, :alarm,"
                    " nullif(:site, 0))",
    [SQL_LOG_LIST] = "SELECT date, who, what, alarm, coalesce(site, 0)"
                     " FROM audit_log WHERE alarm >= :alarm"
                     " ORDER BY id DESC LIMIT :max",
    [SQL_FILE_SET] = "INSERT INTO file (name, hash) VALUES (:name, :hash)"
                     " ON CONFLICT (name) DO UPDATE SET hash = :hash",
    [SQL_FILE_GET] = "SELECT hash FROM file WHERE name = :name",

    [SQL_COVERAGE_ADD] =
        "INSERT INTO coverage (site, questionnaire, project, channel,"
        " first_month, last_month, seq) VALUES (:site, :questionnaire,"
        " :project, :channel, :first, :last, :seq)",
    [SQL_COVERAGE_OF] = "SELECT questionnaire, project, channel, first_month,"
                        " last_month FROM coverage"
                        " WHERE site = :site AND seq = :seq",
    [SQL_COVERAGE_DROP] =
        "DELETE FROM coverage WHERE site = :site AND seq = :seq",
    [SQL_COVERAGE_CLEAR] = "DELETE FROM coverage",
    [SQL_HEAD_GET] = "SELECT releases, first_month, last_month,"
                     " questionnaires, projects, heads FROM head"
                     " WHERE site = :site AND chunk = :chunk",
    [SQL_HEAD_SET] =
        "INSERT INTO head (site, chunk, releases, first_month, last_month,"
        " questionnaires, projects, heads) VALUES (:site, :chunk, :releases,"
        " :first, :last, :questionnaires, :projects, :heads)"
        " ON CONFLICT (site, chunk) DO UPDATE SET releases = :releases,"
        " first_month = :first, last_month = :last,"
        " questionnaires = :questionnaires, projects = :projects,"
        " heads = :heads",
    [SQL_HEAD_DROP] = "DELETE FROM head WHERE site = :site AND chunk = :chunk",
    [SQL_HEAD_CLEAR] = "DELETE FROM head",
    [SQL_HEAD_LIST] =
        "SELECT site, chunk, releases, first_month, last_month, questionnaires,"
        " projects, heads FROM head WHERE first_month <= :last"
        " AND last_month >= :first ORDER BY site, chunk",
    [SQL_HEAD_MONTHS] = "SELECT site, chunk, releases, first_month, last_month,"
                        " heads FROM head ORDER BY site, chunk",
    [SQL_CELL_SET] =
        "INSERT INTO cell (site, chunk, question, kinds, counts)"
        " VALUES (:site, :chunk, :question, :kinds, :counts)"
        " ON CONFLICT (site, chunk, question) DO UPDATE SET kinds = :kinds,"
        " counts = :counts",
    [SQL_CELL_OF] = "SELECT question, kinds, counts FROM cell"
                    " WHERE site = :site AND chunk = :chunk ORDER BY question",
    [SQL_CELL_DROP] = "DELETE FROM cell WHERE site = :site AND chunk = :chunk",
    [SQL_CELL_CLEAR] = "DELETE FROM cell",
    /* From head to cell: each chunk is one step further in both. */
    [SQL_CELL_LIST] = "SELECT site, chunk, releases, first_month, last_month,"
                      " questionnaires, projects, heads, kinds, counts"
                      " FROM head CROSS JOIN cell USING (site, chunk)"
                      " WHERE question = :question ORDER BY site, chunk",
    [SQL_COVERAGE_STRAY] =
        "SELECT site, seq FROM coverage EXCEPT SELECT site, seq FROM entry"
        " ORDER BY site, seq",
    [SQL_CHUNK_STRAY] =
        "SELECT site, chunk FROM head UNION SELECT site, chunk FROM cell"
        " EXCEPT SELECT site, seq / :size FROM entry ORDER BY site, chunk",
};
