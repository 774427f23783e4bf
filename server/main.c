/* SPDX-License-Identifier: EUPL-1.2 */
#include "central_cmd.h"
#include "signals.h"

static const struct cmd COMMANDS[] = {
    {"init", "[--host NAME_OR_IP]... [--questionnaires DIR]",
        "make the state directory, its keys and the first administrator", 0, 0,
        central_cmd_init,
        .option = {{.name = "host", .repeatable = true},
            {.name = "questionnaires"},
            {.name = "password-stdin", .flag = true}}},
    {"serve", "", "answer sites and people until SIGTERM", 0, 0,
        central_cmd_serve, .needs = CMD_NEEDS_MORE},
    {"site add", "NAME", "admit a site, behind those already there", 1, 1,
        central_cmd_site_add, .needs = CMD_NEEDS_FILES},
    {"site list", "", "list the sites in their order", 0, 0,
        central_cmd_site_list, .needs = CMD_NEEDS_FILES},
    {"site code", "NAME", "print an enrolment code: one use, seven days", 1, 1,
        central_cmd_site_code, .needs = CMD_NEEDS_FILES},
    {"site revoke", "NAME", "refuse its certificates from now on", 1, 1,
        central_cmd_site_revoke, .needs = CMD_NEEDS_FILES},
    {"site readmit", "NAME", "end a quarantine", 1, 1, central_cmd_site_readmit,
        .needs = CMD_NEEDS_FILES},
    {"policy show", "", "print the release policy", 0, 0,
        central_cmd_policy_show, .needs = CMD_NEEDS_FILES},
    {"policy set", "FILE", "publish another one; it may only raise floors", 1,
        1, central_cmd_policy_set, .needs = CMD_NEEDS_FILES},
    {"questionnaire list", "", "list the questionnaires held", 0, 0,
        central_cmd_questionnaire_list, .needs = CMD_NEEDS_FILES},
    {"questionnaire publish", "FILE...", "put questionnaires in the catalogue",
        1, MAX_CATALOGUE, central_cmd_questionnaire_publish,
        .needs = CMD_NEEDS_FILES},
    {"export compare",
        "--question ID --from YYYY-MM --to YYYY-MM [--attribute ID]"
        " [--format json|csv] [FILE]",
        "write the figures of the comparison page", 0, 1, central_cmd_export,
        .option = {{.name = "question"}, {.name = "from"}, {.name = "to"},
            {.name = "attribute"}, {.name = "format"}}},
    {"verify", "", "check every stored value; name the place of each fault", 0,
        0, central_cmd_verify, .needs = CMD_NEEDS_FILES},
    {"user add", "NAME [--role admin|analyst] [--password-stdin]",
        "add an account; prints its first password", 1, 1, central_cmd_user_add,
        .option = {{.name = "role"}, {.name = "password-stdin", .flag = true}}},
    {"user list", "", "list the accounts", 0, 0, central_cmd_user_list,
        .needs = CMD_NEEDS_FILES},
    {"user remove", "NAME", "remove an account", 1, 1, central_cmd_user_remove,
        .needs = CMD_NEEDS_FILES},
    {"user passwd", "NAME [--password-stdin]", "give it a new first password",
        1, 1, central_cmd_user_passwd,
        .option = {{.name = "password-stdin", .flag = true}}},
    {"status", "[--json]", "how the centre and its sites are doing", 0, 0,
        central_cmd_status, .option = {{.name = "json", .flag = true}}},
    {"backup", "FILE",
        "copy the database; ca/ and register are copied by hand, to a safe", 1,
        1, central_cmd_backup, .needs = CMD_NEEDS_FILES},
    {"restore", "[FILE] [--confirm-sites]",
        "put a backup back; the register is merged, never shrunk", 0, 1,
        central_cmd_restore,
        .option = {{.name = "confirm-sites", .flag = true}}},
};

int main(int argc, char *argv[])
{
    signals_harden();
    return cmd_main("weerklank-central", COMMANDS,
        sizeof COMMANDS / sizeof COMMANDS[0], argc, argv);
}
