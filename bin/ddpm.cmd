@echo off
rem Starts ddpm on Windows: finds a JDK 25, builds the project if it is not built or its sources are newer, and runs the command.
rem   bin\ddpm [--cuda] COMMAND [OPTION...]
rem --cuda uses libtorch's GPU build (a larger download the first time). DDPM_JAVA_OPTS adds options for the JVM.
setlocal
for %%d in ("%~dp0..") do set "root=%%~fd"
call "%~dp0find-java.cmd" || exit /b 2

set "profile="
set "variant=cpu"
set "arguments=%*"
if "%~1"=="--cuda" (
  set "profile=-Pcuda"
  set "variant=cuda"
  set "arguments=%arguments:*--cuda=%"
)

set "list=%root%\repl\target\classpath-%variant%.txt"
call :current || call :build || exit /b 2
for /f "usebackq delims=" %%c in ("%list%") do set "classpath=%%c"
for %%j in ("%root%\repl\target\repl-*.jar") do set "classpath=%%~fj;%classpath%"

rem Long work gets the JVM's optimising compiler, and with it the kernels for channels_last. Short work would wait for it in vain.
set "kind=-XX:TieredStopAtLevel=1"
set "command=%~1"
if "%~1"=="--cuda" set "command=%~2"
for %%w in (train eval compare bench-worker) do if "%command%"=="%%w" set "kind=-XX:TieredStopAtLevel=4 -Xmn24m"

rem Native access is for libtorch. Refusing Unsafe costs nothing, since nothing here uses it.
"%JAVA_HOME%\bin\java" --enable-native-access=ALL-UNNAMED --illegal-native-access=deny --sun-misc-unsafe-memory-access=deny ^
  --add-exports=java.base/jdk.internal.module=ALL-UNNAMED -XX:+UseSerialGC -Xlog:cds=off -Xlog:aot=off -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 ^
  -cp "%classpath%" %kind% %DDPM_JAVA_OPTS% org.panatorch.repl.Main %arguments%
exit /b %errorlevel%

rem Whether what was built is no older than its sources.
:current
if not exist "%list%" exit /b 1
powershell -NoProfile -Command "$built = (Get-Item '%list%').LastWriteTime; $sources = @(Get-Item '%root%\pom.xml', '%root%\*\pom.xml') + @(Get-ChildItem '%root%\*\src\main' -Recurse -File); if ($sources | Where-Object LastWriteTime -gt $built) { exit 1 }"
exit /b %errorlevel%

:build
where mvn >nul 2>nul || (
  echo error: Maven is needed to build and was not found on the PATH: install it from https://maven.apache.org 1>&2
  exit /b 2
)
echo Building (once; the first time Maven downloads libtorch, about 110 MB)... 1>&2
pushd "%root%"
call mvn -B -q %profile% -Dmaven.test.skip=true -Dclasspath.variant=%variant% package >"%TEMP%\panatorch-build.log" 2>&1
set "status=%errorlevel%"
popd
if not "%status%"=="0" (
  findstr /b /c:"[ERROR]" "%TEMP%\panatorch-build.log" 1>&2
  echo error: the build failed; all of Maven's output is in %TEMP%\panatorch-build.log 1>&2
  exit /b 2
)
rem Maven leaves the list alone if it would write the same again: without this, every later call would build.
powershell -NoProfile -Command "(Get-Item '%list%').LastWriteTime = Get-Date"
exit /b 0
