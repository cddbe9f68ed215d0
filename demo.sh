#!/usr/bin/env bash
# The demo: sets up whatever is missing, then classifies new classes, saves, loads and draws. Arguments go to samples/Quickstart
# (./demo.sh --help lists them).
set -uo pipefail
# shellcheck source=build/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/build/setup.sh"

set_up
build samples/Quickstart/Quickstart.csproj
say "running the quickstart"
exec dotnet "$root/samples/Quickstart/bin/Release/net10.0/Quickstart.dll" "$@"
