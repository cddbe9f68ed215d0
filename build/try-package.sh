#!/usr/bin/env bash
# Does what a new user does: an empty console application, the package added by its name, README's first snippet, run on five
# examples of each of some classes. Prints what it answers; fails where the answer is wrong, or where a package lacks a dependency, its
# licence, icon or README, or holds native files.
set -uo pipefail
# shellcheck source=build/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

feed=$root/artifacts/feed
glyphs=$root/samples/data/glyphs/Arvenik
app=$(mktemp -d)
trap 'rm -rf "$app"' EXIT

"$root/build/pack.sh" "$feed" || exit 1
choose_mode >/dev/null
# Stand-ins have the names and versions of real packages: they must not get into the cache of this user's other projects.
export NUGET_PACKAGES=$app/packages

run() { "$@" >"$logs/try-package.log" 2>&1 || { cat "$logs/try-package.log" >&2; fail "failed: $*"; }; }

say "a new console application with the package"
mkdir "$app/Try"
cd "$app/Try" || exit 1
run dotnet new console --no-restore
cat > nuget.config <<XML
<configuration><packageSources><add key="feed" value="$feed" /></packageSources></configuration>
XML
run dotnet add package Vhe.MLNet
[[ $offline == true ]] || run dotnet add package TorchSharp-cpu
sed -n '/^```csharp$/,/^```$/{//!p;}' "$root/README.md" | sed '/^var background = /,$d' > Program.cs
for class in glyph01 glyph02 glyph03 glyph04; do
    mkdir -p "stamps/$class"
    cp "$glyphs/$class"/drawer0[1-5].png "stamps/$class/"
done
cp "$glyphs/glyph03/drawer07.png" unknown.png
run dotnet build -c Release

# Restored packages are unpacked: what is asked of them can be looked at.
holds() { grep -q "$2" "$1" || fail "$(basename "$1") lacks: $2"; }
check_package() {
    local name=$1 folder nuspec
    shift
    folder=$(echo "$NUGET_PACKAGES/${name,,}"/*) nuspec=$folder/${name,,}.nuspec
    holds "$nuspec" '<license type="expression">MIT</license>'
    holds "$nuspec" '<icon>icon.png</icon>'
    holds "$nuspec" '<readme>README.md</readme>'
    for file in icon.png README.md "lib/net10.0/$name.dll" "lib/net10.0/$name.xml"; do
        [[ -f $folder/$file ]] || fail "package $name lacks $file"
    done
    [[ ! -e $folder/runtimes ]] || fail "package $name has native files: applications choose theirs"
    for dependency; do holds "$nuspec" "<dependency id=\"$dependency\" "; done
    ! grep -qiE '<dependency id="(TorchSharp-|libtorch)' "$nuspec" || fail "package $name depends on native files"
}
check_package Vhe.Networks TorchSharp
check_package Vhe.MLNet Vhe.Networks Microsoft.ML Microsoft.ML.ImageAnalytics Microsoft.Extensions.DependencyInjection.Abstractions \
    Microsoft.Extensions.Diagnostics.HealthChecks Microsoft.Extensions.Hosting.Abstractions \
    Microsoft.Extensions.Logging.Abstractions Microsoft.Extensions.Options
say "the packages say and hold what they should"
answer=$(dotnet run -c Release --no-build) || fail "README's first snippet does not run"
say "README's first snippet answers: $answer"
[[ $answer == glyph03 ]] || fail "the answer should be glyph03"
