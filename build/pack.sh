#!/usr/bin/env bash
# Packs Vhe.Networks and Vhe.MLNet, and in offline mode the stand-ins that they depend on there, into a folder (default:
# artifacts/feed). Not into artifacts/packages: this repository restores from there, and would take a stand-in for the real package.
set -uo pipefail
# shellcheck source=build/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

feed=${1:-$root/artifacts/feed}
set_up
mkdir -p "$feed"
rm -f "$feed"/*.nupkg "$feed"/*.snupkg
projects=(src/Vhe.Networks src/Vhe.MLNet)
[[ $offline != true ]] || projects+=(offline/TorchSharp offline/Microsoft.ML offline/Microsoft.ML.ImageAnalytics)
for project in "${projects[@]}"; do
    say "packing $project"
    # The build of a release: paths of this machine are mapped away from what is in the package.
    dotnet pack "$root/$project" -c Release -v quiet -nologo -p:IsPackable=true -p:ContinuousIntegrationBuild=true -o "$feed" \
        >"$logs/pack.log" 2>&1 \
        || { cat "$logs/pack.log" >&2; fail "$project cannot be packed"; }
done
