/* SPDX-License-Identifier: EUPL-1.2 */
/* main.c - does nothing: what the libraries of a site cost by themselves. */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    puts("ready");
    (void)fflush(stdout);
    pause();
    return 0;
}
