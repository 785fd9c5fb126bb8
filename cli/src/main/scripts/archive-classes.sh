#!/usr/bin/env bash
# archive-classes.sh JAR ARCHIVE: writes the class data archive that lets ./vouch start in half the time.
# The classes are those that the demo's model loads on its way from ONNX to a verified proof. An archive serves one jar,
# by its path and time, and one JVM: ARCHIVE.for names the jar, the JVM and its version, and has the jar's time.
# Without an archive vouch works the same: nothing here fails a build.
set -uo pipefail

jar=$(readlink -f "$1")
archive=$2
demo=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../resources/dev/vouch/cli/digits
if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then java=$JAVA_HOME/bin/java; else java=java; fi

work=$(mktemp -d) || exit 0
trap 'rm -rf "$work" "$archive.$$"' EXIT
rm -f "$archive" "$archive.for"
version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9.]*\).*/\1/p')
options=(-XX:+UseSerialGC)
if [ "${version%%.*}" -ge 22 ]; then options+=(--enable-native-access=ALL-UNNAMED); fi # as ./vouch does

give_up() {
  echo "no class data archive, vouch starts more slowly: $1" >&2
  exit 0
}

# vouch COMMAND…: adds the classes of one command to $work/classes.
vouch() {
  "$java" "${options[@]}" "-XX:DumpLoadedClassList=$work/list" -jar "$jar" "$@" >"$work/log" 2>&1 ||
    give_up "vouch $1 failed: $(tail -n 1 "$work/log")"
  sed '/ source: /d; s/ id: [0-9]*$//' "$work/list" >>"$work/classes" # an id counts within one list
}

vouch compile "$demo/digits.onnx" --calibrate "$demo/digits.npz" --out "$work/digits.vouch"
vouch prove "$work/digits.vouch" --input "$demo/digits.npz" --out "$work/digits.proof"
vouch verify "$work/digits.vk" "$work/digits.proof"
vouch verify --json "$work/digits.vk" "$work/digits.proof"
vouch verify --context '' "$work/digits.vk" "$work/digits.proof"

# The archived heap is written under G1 only; every collector can read it.
sort -u "$work/classes" >"$work/list"
"$java" -Xshare:dump "${options[@]/Serial/G1}" "-XX:ErrorFile=$work/crash" -XX:-CreateCoredumpOnCrash \
  "-XX:SharedClassListFile=$work/list" "-XX:SharedArchiveFile=$archive.$$" -jar "$jar" \
  >"$work/log" 2>&1 || give_up "$(tail -n 1 "$work/log")"
mv "$archive.$$" "$archive"
printf '%s\n' "$jar" "$(readlink -f "$(command -v "$java")")" "$version" >"$work/for"
touch -r "$jar" "$work/for"
mv "$work/for" "$archive.for"
