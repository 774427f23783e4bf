#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Install the npm packages that package-lock.json names, once.  Safe to run
# again and from two builds at a time; deploy/prepare and web.cmake call it.
set -eu
cd "$(dirname "$0")"
stamp=node_modules/.weerklank-lock
exec 9<package.json
flock 9
if ! cmp -s package-lock.json "$stamp"; then
    npm ci --no-audit --no-fund --loglevel=error >&2
    cp package-lock.json "$stamp"
fi
