# Sourced by the launchers: sets JAVA_HOME to a JDK 25 or newer, or says what to install and exits with 2.
# Looks in JAVA_HOME, then on the PATH, then in the folders where JDKs are usually put.

# The major version of the JDK in folder $1 (which must have a compiler too), or nothing. Its file "release" tells
# without starting it, which would cost every command a third of a second.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ] && grep -q '^JAVA_VERSION="[0-9]' "$1/release"; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

find_java() {
  local candidate version on_path
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    # through the links, as /usr/bin/javac usually is one; macOS has no readlink -f before 12.3
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    on_path=${on_path%/bin/javac}
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" \
      /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
      "$HOME"/.local/share/mise/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$candidate" ] && [ -d "$candidate" ] || continue
    version=$(jdk_version "$candidate")
    if [ "${version:-0}" -ge 25 ]; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return
    fi
  done
  echo "error: no JDK 25 found (looked in JAVA_HOME, on the PATH and in the usual folders): install one, from https://adoptium.net for example, or set JAVA_HOME to it" >&2
  exit 2
}

require_maven() {
  if ! command -v mvn >/dev/null 2>&1; then
    echo "error: Maven is needed to build and was not found on the PATH: install it (package \"maven\", or from https://maven.apache.org)" >&2
    exit 2
  fi
}

find_java
