# shellcheck shell=bash
# Sourced by demo.sh and test.sh: everything that has to stand before a build. Each step says one line, and a step that is
# done already costs next to nothing. Logs of the steps are in artifacts/logs.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logs=$root/artifacts/logs
local_props=$root/Directory.Build.local.props
native=$root/offline/native
native_built=$native/build/.built
compiler=vhe-$$

# No build node stays behind. (That setting turns the compiler server off too; build has one of its own, for it saves more
# than half of a build's time, and ends it.)
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf -- '-- %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

require_sdk() {
    command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing; install it from https://dotnet.microsoft.com/download/dotnet/10.0"
    version=$(cd "$root" && dotnet --version 2>/dev/null) || version="none that global.json accepts"
    [[ $version == 10.* ]] \
        || fail "the .NET 10 SDK is needed (found: $version); install it from https://dotnet.microsoft.com/download/dotnet/10.0"
}

# Prints true (offline) or false: does the feed lack Microsoft.ML or TorchSharp, or can this system not load TorchSharp's native
# library? Answered by restoring a throw-away project with the versions of Directory.Packages.props and the sources of this
# repository's nuget.config.
ask_feed() {
    local log=$logs/feed.log probe status=0 unloadable=""
    probe=$(mktemp -d)
    cat > "$probe/Probe.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <Import Project="$root/Directory.Packages.props" />
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
    <RestoreRootConfigDirectory>$root</RestoreRootConfigDirectory>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.ML" Version="\$(MicrosoftMLVersion)" />
    <PackageReference Include="Microsoft.ML.ImageAnalytics" Version="\$(MicrosoftMLImageAnalyticsVersion)" />
    <PackageReference Include="TorchSharp" Version="\$(TorchSharpVersion)" />
  </ItemGroup>
</Project>
XML
    dotnet restore "$probe/Probe.csproj" -nologo >"$log" 2>&1 || status=$?
    [[ $status == 0 ]] && unloadable=$(why_unloadable "$probe/obj/project.assets.json")
    rm -rf "$probe"
    if [[ -n $unloadable ]]; then
        say "the feed has them, but TorchSharp's native library does not load here: $unloadable" >&2
        echo true
    elif [[ $status == 0 ]]; then
        echo false
    elif grep -q 'error NU1301' "$log"; then
        fail "the package feed cannot be reached ($log says why); mend the connection, or choose with VHE_OFFLINE=0|1"
    elif grep -qE 'error NU110[12]' "$log"; then
        echo true
    else
        fail "the package feed gave no clear answer; see $log, or choose with VHE_OFFLINE=0|1"
    fi
}

# Prints why TorchSharp's native library, as restored in assets file $1, cannot be loaded on this Linux: the version of the C or
# C++ library that it wants and the system lacks. Nothing where it can, and on other systems.
why_unloadable() {
    local folder version library
    [[ $(uname -sm) == "Linux x86_64" ]] || return 0
    folder=$(sed -n '/"packageFolders"/{n;s|.*"\(.*\)":.*|\1|p;q;}' "$1")
    version=$(sed -n 's|.*"TorchSharp/\([^"]*\)".*|\1|p;' "$1" | head -n 1)
    library=${folder%/}/torchsharp/$version/runtimes/linux-x64/native/libLibTorchSharp.so
    [[ -f $library ]] || return 0
    ldd "$library" 2>&1 | sed -n "s|.*version .\(.*\)' not found.*|\1 is missing|p" | head -n 1
}

# Sets $offline to true or false: VHE_OFFLINE, else what an earlier run remembered, else what the feed answers.
choose_mode() {
    local known=""
    if [[ -f $local_props ]]; then
        known=$(sed -n 's|.*<VheOffline>\(.*\)</VheOffline>.*|\1|p' "$local_props")
    fi
    case ${VHE_OFFLINE:-} in
        1 | true) offline=true ;;
        0 | false) offline=false ;;
        "") offline=$known ;;
        *) fail "VHE_OFFLINE is '$VHE_OFFLINE'; it takes 0 (ordinary feed) or 1 (offline)" ;;
    esac
    if [[ $offline != true && $offline != false ]]; then
        say "asking the package feed for Microsoft.ML and TorchSharp"
        offline=$(ask_feed) || exit 1
    fi
    if [[ $offline != "$known" ]]; then
        echo "<Project><PropertyGroup><VheOffline>$offline</VheOffline></PropertyGroup></Project>" > "$local_props"
        say "mode: $(mode_name), remembered in Directory.Build.local.props (delete it to ask again)"
    else
        say "mode: $(mode_name)"
    fi
}

mode_name() {
    if [[ $offline == true ]]; then
        echo "offline (stand-ins over Debian's libtorch)"
    else
        echo "ordinary (packages from the feed)"
    fi
}

as_root() {
    if [[ $EUID == 0 ]]; then
        DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

# Prints the packages of the arguments that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
    done
}

install_debian_packages() {
    local wanted=(libtorch-dev libopenblas0-pthread libstb0 g++ make cmake) missing package log=$logs/apt.log
    command -v dpkg-query >/dev/null \
        || fail "offline mode installs Debian packages (${wanted[*]}), and this system has no dpkg; use a feed with TorchSharp"
    mapfile -t missing < <(missing_packages "${wanted[@]}")
    ((${#missing[@]})) || return 0
    say "installing Debian packages: ${missing[*]}"
    [[ $EUID == 0 ]] || command -v sudo >/dev/null \
        || fail "Debian packages are missing and there is no sudo; as root: apt-get install ${missing[*]}"

    local install=(as_root apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120)
    "${install[@]}" "${missing[@]}" >"$log" 2>&1 && return 0
    # The lists may be absent or out of date: once more with fresh ones.
    as_root apt-get update >>"$log" 2>&1
    "${install[@]}" "${missing[@]}" >>"$log" 2>&1 && return 0
    for package in "${missing[@]}"; do
        "${install[@]}" --simulate "$package" >>"$log" 2>&1 || fail "Debian package $package cannot be installed; see $log"
    done
    mapfile -t missing < <(missing_packages "${missing[@]}")
    fail "Debian package ${missing[0]:-} cannot be installed; see $log"
}

compile_native() {
    local log=$logs/native.log
    if [[ -f $native_built && -z $(find "$native" -path "$native/build" -prune -o -type f -newer "$native_built" -print -quit) ]] \
        && grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$native" "$native/build/CMakeCache.txt"; then
        return 0
    fi
    say "compiling offline/native"
    # A cache made elsewhere (a moved or copied tree) would be refused by cmake.
    grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$native" "$native/build/CMakeCache.txt" || rm -rf "$native/build"
    if ! { cmake -S "$native" -B "$native/build" -DCMAKE_BUILD_TYPE=Release && cmake --build "$native/build" --parallel; } \
        >"$log" 2>&1; then
        fail "offline/native does not compile: $(grep -m1 -iE '(error|fatal)' "$log"); see $log"
    fi
    touch "$native_built"
}

# Builds a project or solution in Release; of the compiler's output only the errors are shown.
build() {
    local log=$logs/build.log status=0
    say "building $1"
    dotnet build "$root/$1" -c Release -v quiet -nologo -p:UseSharedCompilation=true "-p:SharedCompilationId=$compiler" \
        >"$log" 2>&1 || status=$?
    stop_compiler
    ((status)) || return 0
    grep -E ': error' "$log" | sed "s|^ *$root/||; s| \[.*\]\$||" | sort -u >&2
    fail "$1 does not build; see $log"
}

# Ends the compiler server that a build of this script started, if it did, and nobody else's.
stop_compiler() {
    [[ -S ${TMPDIR:-/tmp}/$compiler ]] || return 0
    local sdks
    sdks=$(dotnet --list-sdks | sed -n "s|^$version \[\(.*\)\]\$|\1|p")
    dotnet exec "$sdks/$version/Roslyn/bincore/VBCSCompiler.dll" -shutdown "-pipename:$compiler" >>"$logs/build.log" 2>&1
}

set_up() {
    mkdir -p "$logs"
    require_sdk
    choose_mode
    if [[ $offline == true ]]; then
        install_debian_packages
        compile_native
    fi
}
