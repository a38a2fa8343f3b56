#!/usr/bin/env bash
# Gets the newer servers that the tests also run on, into target/servers (or the folder MIG_SERVERS): MySQL, MariaDB and PostgreSQL of
# Debian's unstable packages. Nothing is installed and no root is needed: packages come from the mirror that this machine's apt uses, their
# signatures are checked, and what is in them runs with its own loader and libraries. What is there already is not fetched again.
#
#   tests/support/servers.sh            all of them; ends with 1 where one cannot be had
#
# Each becomes a folder with `bin`, where the programs are, and `options`, what its server must be told:
#   target/servers/{mysql,mariadb,postgres}
# A mysqld of Oracle's line that is installed on the machine is taken as `mysql`.
set -euo pipefail
cd "$(dirname "$0")/../.."
place=${MIG_SERVERS:-target/servers}

# What was tried. Where the mirror has gone on, what it has now is taken.
declare -A packages=(
    [mysql]="mysql-server-core=9.7.4-2 mysql-client-core=9.7.4-2"
    [mariadb]="mariadb-server-core=1:11.8.9+ds-4 mariadb-client=1:11.8.9+ds-4"
    [postgres]="postgresql-18=18.6-3"
)
declare -A programs=(
    [mysql]="usr/sbin/mysqld usr/bin/mysql usr/bin/mysqldump"
    [mariadb]="usr/sbin/mariadbd usr/bin/mariadb usr/bin/mariadb-dump"
    [postgres]="usr/lib/postgresql/*/bin/postgres usr/lib/postgresql/*/bin/initdb usr/lib/postgresql/*/bin/psql usr/lib/postgresql/*/bin/pg_dump"
)
# Packages that only maintainer scripts and programs of no use here need.
unneeded='^(perl|libperl|libdbi|libdbd|libterm|libreadline5|debconf|locales|dpkg|passwd|adduser|login|sysvinit|init-|ssl-cert|postgresql-common|netbase|ucf|openssl_|procps|psmisc|tzdata|mariadb-common|mysql-common|media-types|lsb-base|libpam|rsync|socat|gawk|libmail|libconfig)'

mkdir -p "$place"
place=$(cd "$place" && pwd -P)
# As root, the servers run as users of their own, who must be able to reach the programs.
if [ "$(id -u)" = 0 ] && ! setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$place/."; then
    reachable=/var/tmp/mig-servers-$(cksum <<<"$place" | cut -d' ' -f1)
    mkdir -p "$reachable"
    rmdir "$place" 2>/dev/null && ln -s "$reachable" "$place"
    place=$reachable
fi
exec 9>"$place/.lock"
flock 9

say() { printf 'servers for the tests: %s\n' "$*" >&2; }

# A private apt, which knows nothing of what is installed.
prepare_apt() {
    apt=$place/.apt
    [ ! -e "$apt/ready" ] || return 0
    local key=/usr/share/keyrings/debian-archive-keyring.gpg mirror
    command -v apt-get >/dev/null || { say "there is no apt-get"; return 1; }
    [ -e "$key" ] || { say "there is no $key"; return 1; }
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v '^ *#' |
        grep -oE 'https?://[^] ]+/debian/?( |$)' | head -n 1 | tr -d ' ' || true)
    [ -n "$mirror" ] || { say "apt has no mirror of Debian"; return 1; }
    mkdir -p "$apt"/etc/{apt.conf.d,preferences.d} "$apt/state/lists/partial" "$apt/cache/archives/partial"
    : >"$apt/status"
    echo "deb [signed-by=$key] $mirror sid main" >"$apt/etc/sources.list"
    # The machine's own settings count too: there may be a proxy in them.
    { apt-config dump | grep -E '^Acquire::(http|https|Retries)' || true
      cat <<CONF
Dir::Etc "$apt/etc"; Dir::State "$apt/state"; Dir::State::status "$apt/status"; Dir::Cache "$apt/cache";
APT::Sandbox::User "$(id -un)"; APT::Install-Recommends "false"; Debug::NoLocking "true";
Acquire::Check-Valid-Until "false"; Acquire::Retries "3"; Acquire::Languages "none";
CONF
    } >"$apt/apt.conf"
    APT_CONFIG=$apt/apt.conf apt-get update -qq >&2 || { say "apt-get update fails"; return 1; }
    : >"$apt/ready"
}

# Puts a program's own loader in front of it.
wrap() {
    local program=$1 root=$2
    [ -e "$program.real" ] || mv "$program" "$program.real"
    cat >"$program" <<WRAPPER
#!/bin/sh
exec '$root/lib/ld.so' --library-path '$root/lib' --argv0 '$program' '$program.real' "\$@"
WRAPPER
    chmod 755 "$program"
}

unpack() {
    local name=$1 dir=$place/$1.new home=$place/$1 root deb file pattern arguments
    prepare_apt || return 1
    rm -rf "$dir" "$apt"/cache/archives/*.deb
    mkdir -p "$dir/root" "$dir/bin"
    read -ra arguments <<<"${packages[$name]}"
    local get=(env APT_CONFIG="$apt/apt.conf" apt-get install -y -qq --download-only)
    if ! "${get[@]}" "${arguments[@]}" >/dev/null 2>&1; then
        say "the mirror does not have ${arguments[*]} any more; another version is taken"
        "${get[@]}" "${arguments[@]%%=*}" >/dev/null || { say "$name cannot be fetched"; return 1; }
    fi
    for deb in "$apt"/cache/archives/*.deb; do
        [[ $(basename "$deb") =~ $unneeded ]] || dpkg-deb -x "$deb" "$dir/root"
    done
    rm -rf "$apt"/cache/archives/*.deb "$dir"/root/usr/share/{doc,man,locale,perl*} "$dir"/root/usr/lib/mysql/plugin/debug
    # The libraries in one folder, whatever the machine's kind.
    mkdir "$dir/root/lib.all"
    find "$dir/root/usr/lib" -path '*-linux-gnu*' \( -name '*.so' -o -name '*.so.*' \) -exec ln -f -t "$dir/root/lib.all" {} + 2>/dev/null || true
    find "$dir/root/usr/lib" -path '*/private/*.so*' -exec ln -f -t "$dir/root/lib.all" {} + 2>/dev/null || true
    rm -f "$dir/root/lib"; mv "$dir/root/lib.all" "$dir/root/lib"
    ln -sf "$(basename "$(find "$dir/root/lib" -name 'ld-linux*.so*' | head -n 1)")" "$dir/root/lib/ld.so"
    rm -rf "$home"; mv "$dir" "$home"
    root=$home/root
    for pattern in ${programs[$name]}; do
        for file in "$root"/$pattern; do
            wrap "$file" "$root"
            ln -sf "$file" "$home/bin/$(basename "$file")"
        done
    done
    if [ "$name" != postgres ]; then
        printf '%s\n' "--basedir=$root/usr" "--lc-messages-dir=$root/usr/share/mysql" \
            "--character-sets-dir=$root/usr/share/mysql/charsets" \
            "--plugin-dir=$(find "$root/usr/lib" -type d -path '*mysql/plugin' | head -n 1)" >"$home/options"
    else
        : >"$home/options"
    fi
}

installed_mysql() {
    local program
    for program in mysqld mysql mysqldump; do
        PATH=$PATH:/usr/sbin:/usr/local/mysql/bin command -v "$program" >/dev/null || return 1
    done
    PATH=$PATH:/usr/sbin:/usr/local/mysql/bin mysqld --version 2>/dev/null | grep -qi mysql && ! mysqld --version | grep -qi mariadb
}

answers() {
    local server
    server=$(ls "$place/$1"/bin/{mysqld,mariadbd,postgres} 2>/dev/null | head -n 1)
    [ -n "$server" ] && "$server" --version >/dev/null 2>&1
}

missing=0
for name in mysql mariadb postgres; do
    wanted="$place ${packages[$name]}"
    if [ "$(cat "$place/$name/got" 2>/dev/null)" = "$wanted" ] && answers "$name"; then continue; fi
    if [ "$name" = mysql ] && installed_mysql; then
        rm -rf "$place/mysql"; mkdir -p "$place/mysql/bin"; : >"$place/mysql/options"
        for program in mysqld mysql mysqldump; do
            ln -s "$(PATH=$PATH:/usr/sbin:/usr/local/mysql/bin command -v "$program")" "$place/mysql/bin/$program"
        done
    elif ! unpack "$name"; then
        missing=1
        continue
    fi
    if answers "$name"; then
        echo "$wanted" >"$place/$name/got"
        say "$("$(ls "$place/$name"/bin/{mysqld,mariadbd,postgres} 2>/dev/null | head -n 1)" --version)"
    else
        say "$name does not run here"
        missing=1
    fi
done
exit "$missing"
