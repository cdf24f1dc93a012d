@echo off
rem Starts ddpm from an unpacked archive on Windows: finds a JDK 25 and runs the command. Nothing is built.
rem   bin\ddpm COMMAND [OPTION...]
rem The thin archive fetches libtorch the first time. DDPM_JAVA_OPTS adds options for the JVM.
setlocal
for %%d in ("%~dp0..") do set "root=%%~fd"
call "%~dp0find-java.cmd" || exit /b 2
if exist "%root%\lib\libtorch.txt" call "%~dp0fetch-libtorch.cmd" "%root%\lib" || exit /b 2

rem Long work gets the JVM's optimising compiler, and with it the kernels for channels_last. Short work would wait for it in vain.
set "kind=-XX:TieredStopAtLevel=1"
for %%w in (train eval compare bench-worker) do if "%~1"=="%%w" set "kind=-XX:TieredStopAtLevel=4 -Xmn24m"

"%JAVA_HOME%\bin\java" --enable-native-access=ALL-UNNAMED --illegal-native-access=deny --sun-misc-unsafe-memory-access=deny ^
  --add-exports=java.base/jdk.internal.module=ALL-UNNAMED -XX:+UseSerialGC -Xlog:cds=off -Xlog:aot=off -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 ^
  -cp "%root%\lib\*" %kind% %DDPM_JAVA_OPTS% org.panatorch.repl.Main %*
exit /b %errorlevel%
