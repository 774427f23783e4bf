/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sandbox.h - give up what this program never needs, so that whoever takes it
 * over through a fault of ours has little to work with.
 *
 * What is given up
 *   Capabilities   all of them, for good; no set-user-id file gives any back.
 *   Files          (Landlock, daemons only) nothing can be written outside the
 *                  state directory, and nothing read but what the system's
 *                  libraries look up while we run: /etc, the shared libraries
 *                  (a name service is one), the time zones, /dev/urandom and
 *                  /dev/null.  All of /etc, because its files are replaced by
 *                  renaming and a rule holds on to the file that it saw.
 *   System calls   (seccomp) a list of what is allowed; see sandbox_calls.c.
 *                  What only injected code would ask for ends the process:
 *                  another program, another process, another's memory, mounts,
 *                  namespaces, kernel code.  Nobody here can mistake it, and to
 *                  go on would give a second try.  All else that is not listed
 *                  fails with EPERM: it may be a new C library that tries
 *                  something and knows another way, and a kiosk that stays
 *                  silent over that would lose more than it keeps.  The kernel
 *                  logs both ("audit: type=1326", with the number of the call).
 *
 * A kernel or a container without seccomp or Landlock does not keep us from
 * serving: it is said in one line, and in "status".
 *
 * Threads    Call it while the process has one; later ones inherit.
 * Sanitizers Their builds also may trace and map memory as they like, and read
 *            /proc and /sys.
 * Source     seccomp(2), landlock(7), capabilities(7).
 */
#ifndef WK_SANDBOX_H
#define WK_SANDBOX_H

#include <stdbool.h>

/*
 * Enter, once and for good.  folder: what may be written below, and the file
 * rules apply (a daemon); NULL: files are left alone, since a command is told
 * where to read and write.  connects: sockets may still be opened, for TCP and
 * UDP over IP; listening is over in any case.
 */
void sandbox_enter(const char *folder, bool connects);

/* Whether this process has its calls filtered, and whether its kernel knows
 * rules for files.  Call it after sandbox_enter(). */
bool sandbox_has_calls(void);
bool sandbox_has_files(void);

#endif
