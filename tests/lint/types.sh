#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The scripts of the pages keep to the types that their comments name.
set -eu
sh common/web/install.sh
node common/web/node_modules/typescript/bin/tsc -p common/web/tsconfig.json
echo "lint.types: ok"
