/* SPDX-License-Identifier: EUPL-1.2 */
#include "central_cmd.h"
#include "signals.h"

static const struct cmd COMMANDS[] = {
    {"init", "[--host NAME_OR_IP]... [--questionnaires DIR]",
        "make the state directory, its keys and the first administrator", 0, 0,
        central_cmd_init,
        {{.name = "host", .repeatable = true}, {.name = "questionnaires"},
            {.name = "password-stdin", .flag = true}}},
    {"serve", "", "answer sites and people until SIGTERM", 0, 0,
        central_cmd_serve, {{.name = NULL}}},
    {"site add", "NAME", "admit a site, behind those already there", 1, 1,
        central_cmd_site_add, {{.name = NULL}}},
    {"site list", "", "list the sites in their order", 0, 0,
        central_cmd_site_list, {{.name = NULL}}},
    {"site code", "NAME", "print an enrolment code: one use, seven days", 1, 1,
        central_cmd_site_code, {{.name = NULL}}},
    {"site revoke", "NAME", "refuse its certificates from now on", 1, 1,
        central_cmd_site_revoke, {{.name = NULL}}},
    {"site readmit", "NAME", "end a quarantine", 1, 1, central_cmd_site_readmit,
        {{.name = NULL}}},
    {"policy show", "", "print the release policy", 0, 0,
        central_cmd_policy_show, {{.name = NULL}}},
    {"policy set", "FILE", "publish another one; it may only raise floors", 1,
        1, central_cmd_policy_set, {{.name = NULL}}},
    {"questionnaire list", "", "list the questionnaires held", 0, 0,
        central_cmd_questionnaire_list, {{.name = NULL}}},
    {"questionnaire publish", "FILE...", "put questionnaires in the catalogue",
        1, MAX_CATALOGUE, central_cmd_questionnaire_publish, {{.name = NULL}}},
    {"export compare",
        "--question ID --from YYYY-MM --to YYYY-MM [--attribute ID]"
        " [--format json|csv] [FILE]",
        "write the figures of the comparison page", 0, 1, central_cmd_export,
        {{.name = "question"}, {.name = "from"}, {.name = "to"},
            {.name = "attribute"}, {.name = "format"}}},
    {"verify", "", "check every stored value; name the place of each fault", 0,
        0, central_cmd_verify, {{.name = NULL}}},
    {"user add", "NAME [--role admin|analyst] [--password-stdin]",
        "add an account; prints its first password", 1, 1, central_cmd_user_add,
        {{.name = "role"}, {.name = "password-stdin", .flag = true}}},
    {"user list", "", "list the accounts", 0, 0, central_cmd_user_list,
        {{.name = NULL}}},
    {"user remove", "NAME", "remove an account", 1, 1, central_cmd_user_remove,
        {{.name = NULL}}},
    {"user passwd", "NAME [--password-stdin]", "give it a new first password",
        1, 1, central_cmd_user_passwd,
        {{.name = "password-stdin", .flag = true}}},
    {"status", "[--json]", "how the centre and its sites are doing", 0, 0,
        central_cmd_status, {{.name = "json", .flag = true}}},
    {"backup", "FILE",
        "copy the database; ca/ and register are copied by hand, to a safe", 1,
        1, central_cmd_backup, {{.name = NULL}}},
    {"restore", "[FILE] [--confirm-sites]",
        "put a backup back; the register is merged, never shrunk", 0, 1,
        central_cmd_restore, {{.name = "confirm-sites", .flag = true}}},
};

int main(int argc, char *argv[])
{
    signals_harden();
    return cmd_main("weerklank-central", COMMANDS,
        sizeof COMMANDS / sizeof COMMANDS[0], argc, argv);
}
