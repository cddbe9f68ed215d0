#!/usr/bin/env bash
# Sets up whatever is missing, builds the solution, runs every test project, and tries the packages in a new application.
# Arguments go to dotnet test (./test.sh --filter Name). The last line is "N passed, N failed, N skipped".
set -uo pipefail
# shellcheck source=build/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/build/setup.sh"

passed=0 failed=0 skipped=0

# Prints the number that attribute $2 has in the Counters element of results file $1.
counter() { sed -n "s|.*<Counters.* $2=\"\([0-9]*\)\".*|\1|p" "$1"; }

run_tests() {
    local name=$1 results=$logs/$1.trx status=0 started=$SECONDS total ok bad
    shift
    rm -f "$results"
    dotnet test "$root/tests/$name/bin/Release/net10.0/$name.dll" --nologo --results-directory "$logs" \
        --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" "$@" >"$logs/$name.log" 2>&1 || status=$?
    total=0 ok=0 bad=0
    if [[ -f $results ]]; then
        total=$(counter "$results" total) ok=$(counter "$results" passed) bad=$(counter "$results" failed)
    fi
    if ((status != 0 && bad == 0)); then
        # The run broke off, in a native crash for instance: whatever it would still have tested counts as one failure.
        bad=1
        ((total > ok)) || total=$((ok + 1))
        say "$name broke off"
    fi
    # The whole log is shown only when something in it needs reading.
    ((bad == 0)) || cat "$logs/$name.log"
    say "$name: $ok of $total passed in $((SECONDS - started)) s"
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + total - ok - bad))
}

set_up
build Vhe.MLNet.sln
for project in "$root"/tests/*.Tests/*.csproj; do
    run_tests "$(basename "$project" .csproj)" "$@"
done
# The packages count as one test; a filter is for the others.
if (($# == 0)); then
    if "$root/build/try-package.sh"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
fi
((passed + failed > 0)) || say "no test ran"
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0 && passed > 0))
