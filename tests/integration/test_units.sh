# SPDX-License-Identifier: EUPL-1.2
# test_units.sh - the release under its units, installed as OPERATIONS.md says,
# with a systemd of its own: in namespaces, over the files of this machine.
# Needs root and systemd as a package; where none can run it is skipped.
. "$(dirname "$0")/lib.sh"
release=${WK_RELEASE:-$SOURCE/build/release/bin}
[ -x "$release/weerklank-site" ] && [ -x "$release/weerklank-central" ] || { echo 'no release to look at'; exit 77; }
[ "$(id -u)" = 0 ] && [ -x /lib/systemd/systemd ] || { echo 'not root, or no systemd'; exit 77; }

# ---- A machine: a layer over this one's files, that may write nowhere else ----
mkdir "$WORK/machine"
cat >"$WORK/boot" <<BOOT
set -eu
mount --make-rprivate /
mount -t tmpfs tmpfs "$WORK/machine"
cd "$WORK/machine"
mkdir upper work root
mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
mount -t proc proc root/proc
mount --bind root/proc/sys root/proc/sys
mount -o remount,bind,ro root/proc/sys
mount -t sysfs -o ro sysfs root/sys
mount -t cgroup2 cgroup2 root/sys/fs/cgroup
for dir in dev run tmp var/lib; do mount -t tmpfs tmpfs root/\$dir; done
for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    mknod -m 666 root/dev/\${device%%:*} c \$(echo \${device#*:} | tr : ' ')
done
mkdir root/dev/pts root/dev/mqueue
mkdir -m 1777 root/dev/shm root/var/lib/anybody
mount -t devpts -o newinstance,ptmxmode=666 devpts root/dev/pts
ln -s pts/ptmx root/dev/ptmx
ip link set lo up
install -m 755 "$release"/weerklank-* root/usr/bin/
install -m 644 "$SOURCE/deploy/systemd/weerklank-sysusers.conf" root/usr/lib/sysusers.d/weerklank.conf
install -d root/etc/weerklank
install -m 644 "$SOURCE"/deploy/conf/*.ini root/etc/weerklank/
[ -x root/usr/bin/cage ] || install -m 755 root/usr/bin/true root/usr/bin/cage # a machine without a screen
cp -r "$SOURCE/client/content/questionnaires" root/var/lib/ # the source may lie in /tmp
rm -rf root/usr/lib/systemd/system/*.target.wants root/etc/systemd/system/*.wants
cd root/etc/systemd/system
install -m 644 "$SOURCE"/deploy/systemd/*.service .
for target in sysinit basic machine; do
    printf '[Unit]\nDefaultDependencies=no\nWants=systemd-journald.service\n' >\$target.target
done
cd ../../../..
cd root
pivot_root . .
umount -l .
systemd-sysusers
exec env -i container=test PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=machine.target
BOOT
# unshare waits for its child and minds no SIGTERM.
{
    trap 'kill -KILL "$child"' TERM
    unshare --mount --pid --net --uts --ipc --cgroup --fork --kill-child bash "$WORK/boot" &
    child=$!
    wait "$child" || true
    wait "$child" 2>/dev/null || true
} >"$WORK/machine.log" 2>&1 &
MACHINE=$!
PIDS+=("$MACHINE")

# inside COMMAND...: in the machine; as USER COMMAND...: as that user.
inside() { nsenter -t "$INIT" -m -p -n -u -i -C -r -w env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
as() { local user=$1; shift; inside setpriv --reuid "$user" --regid "$user" --clear-groups "$@"; }
tool() { local name=$1; shift; as "weerklank-$name" "weerklank-$name" --state-dir "/var/lib/weerklank-$name" --config "/etc/weerklank/$name.ini" "$@"; }
up=no
for _ in $(seq 100); do
    INIT=$(pgrep -x systemd -P "$(pgrep -d , -P "$MACHINE")" || true)
    [ -n "$INIT" ] && inside systemctl is-active machine.target >/dev/null 2>&1 && { up=yes; break; }
    sleep 0.2
done
[ $up = yes ] || { cat "$WORK/machine.log"; echo 'no systemd can run in namespaces here'; exit 77; }

# ---- Both programs, as OPERATIONS.md installs them ----
for name in central site; do
    inside install -d -m 700 -o "weerklank-$name" -g "weerklank-$name" "/var/lib/weerklank-$name"
    expect '' "$(inside systemd-analyze --man=no verify "weerklank-$name.service" 2>&1)" "systemd finds nothing wrong with weerklank-$name.service"
done
expect '' "$(inside systemd-analyze --man=no verify weerklank-kiosk.service 2>&1)" 'systemd finds nothing wrong with weerklank-kiosk.service'
start() {
    [ "$(status_of inside systemctl start "weerklank-$1")" = 0 ] || { inside journalctl -u "weerklank-$1" -o cat | tail; fail "weerklank-$1 does not start"; }
    pass "weerklank-$1 starts"
}
log_of() { inside journalctl -u "weerklank-$1" -o cat; }
hears() { # hears NAME WORDS: until its log says so
    for _ in $(seq 100); do
        log_of "$1" | grep -q "$2" && return 0
        sleep 0.1
    done
    log_of "$1" | tail
    fail "weerklank-$1 does not say: $2"
}
tool central init --host 127.0.0.1 --questionnaires /var/lib/questionnaires >/dev/null 2>&1
start central
hears central 'web listener on'
tool central site add Gent >/dev/null 2>&1
code=$(tool central site code Gent 2>/dev/null | grep -oE '[a-z2-7]{5}(-[a-z2-7]{1,5})+' | head -1)
tool site init --name Gent >/dev/null 2>&1
expect 0 "$(status_of tool site enrol --central https://127.0.0.1:7420 --code "$code")" 'enrolled'
expect 0 "$(status_of tool site night)" 'the first night'
tool site project add wijkhuis --name Wijkhuis --from "$(date +%Y-%m)" --promise director --questionnaire end >/dev/null
start site
hears site 'sandbox: '

# ---- What they may, and what they are for ----
for name in central site; do
    hears "$name" 'sandbox: system calls are filtered'
    pid=$(inside systemctl show -P MainPID "weerklank-$name")
    expect 'CapBnd=0 CapEff=0 NoNewPrivs=1 Seccomp=2' \
        "$(inside sed -nE 's/^(CapEff|CapBnd|NoNewPrivs|Seccomp):\s*0*([0-9a-f]+)$/\1=\2/p' "/proc/$pid/status" | sort | paste -sd ' ')" "weerklank-$name has no powers"
done
kiosk=http://127.0.0.1:7411
answer() { inside curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' -d "{\"id\":\"$(random_id)\",\"project\":\"wijkhuis\",\"channel\":\"self\",\"questionnaire\":\"end\",\"answers\":{\"C01\":1}}" "$kiosk/api/v1/answers"; }
expect 201 "$(answer)" 'an answer is saved'
expect 200 "$(inside curl -sk -o /dev/null -w '%{http_code}' https://127.0.0.1:7420/)" 'the comparison is served'
expect 0 "$(status_of tool site night)" 'a night beside serve'

# The fences of the unit: anybody may write there, but not from inside it.
expect 0 "$(status_of as weerklank-site touch /var/lib/anybody/file)" 'a file that the user may write'
inside mkdir /run/systemd/system/weerklank-site.service.d
inside sh -c "printf '[Service]\nExecStartPre=/usr/bin/touch /var/lib/anybody/file\n' >/run/systemd/system/weerklank-site.service.d/control.conf"
inside systemctl daemon-reload
[ "$(status_of inside systemctl restart weerklank-site)" != 0 ] || fail 'the unit may write it too'
pass 'the unit may not'
inside rm -r /run/systemd/system/weerklank-site.service.d
inside systemctl daemon-reload
inside systemctl reset-failed weerklank-site
start site

# ---- The end of one, by force and by order ----
pid=$(inside systemctl show -P MainPID weerklank-site)
inside kill -9 "$pid"
for _ in $(seq 150); do
    again=$(inside systemctl show -P MainPID weerklank-site)
    [ "$again" != "$pid" ] && [ "$again" != 0 ] && [ "$(answer)" = 201 ] && break
    sleep 0.1
done
expect 201 "$(answer)" 'killed, it is started again and serves'
for name in site central; do
    expect 0 "$(status_of inside systemctl stop "weerklank-$name")" "weerklank-$name stops"
    expect 'success 0' "$(inside systemctl show -P Result -P ExecMainStatus "weerklank-$name" | paste -sd ' ')" 'and ends well'
    expect 0 "$(status_of tool "$name" verify)" 'sound'
done
