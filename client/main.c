/* SPDX-License-Identifier: EUPL-1.2 */
/* weerklank-site: hear the people of one welfare centre. */
#include "site_cmd.h"

int main(int argc, char *argv[])
{
    return site_cmd_main(argc, argv);
}
