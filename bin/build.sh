# Sourced by the launchers after find-java.sh: builds the project if it is not built or its sources are newer.

# build_if_needed MODULE VARIANT [MAVEN_OPTION...] sets `classpath` to the file that lists what the module runs with.
build_if_needed() {
  local module=$1 variant=$2 log
  shift 2
  classpath="$root/$module/target/classpath-$variant.txt"
  if [ -s "$classpath" ] && [ -z "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$classpath" -type f -print -quit)" ]; then
    return
  fi
  require_maven
  echo "Building (once; the first time Maven downloads libtorch, about 110 MB)..." >&2
  log=$(mktemp)
  if ! (cd "$root" && mvn -B -q "$@" -Dmaven.test.skip=true -Dclasspath.variant="$variant" package) >"$log" 2>&1; then
    grep -E '^\[?ERROR' "$log" | head -20 >&2
    echo "error: the build failed; all of Maven's output is in $log" >&2
    exit 2
  fi
  rm -f "$log"
  # Maven leaves the lists alone if it would write the same again: without this, every later call would build
  touch "$root"/*/target/classpath-"$variant".txt
}

# One arena of glibc's allocator for all threads: freed tensors' memory is used again instead of going back to the
# system, which saves some ten thousand page faults in every training step.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"

# Native access is for libtorch. Refusing Unsafe costs nothing, since nothing here uses it.
# The export lets the JDK's vectors be loaded without a line of warning at each start (see VectorApi).
jvm_flags=(--enable-native-access=ALL-UNNAMED --illegal-native-access=deny --sun-misc-unsafe-memory-access=deny
  --add-exports=java.base/jdk.internal.module=ALL-UNNAMED -XX:+UseSerialGC)
