@echo off
rem Called by the launchers: sets JAVA_HOME to a JDK 25 or newer, or says what to install and fails.
rem Looks in JAVA_HOME, then on the PATH, then in the folders where JDKs are usually put.
call :try "%JAVA_HOME%" && exit /b 0
for /f "delims=" %%j in ('where javac 2^>nul') do for %%d in ("%%~dpj..") do call :try "%%~fd" && exit /b 0
for %%p in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks") do (
  for /d %%d in ("%%~p\*") do call :try "%%~d" && exit /b 0
)
echo error: no JDK 25 found (looked in JAVA_HOME, on the PATH and in the usual folders): install one, from https://adoptium.net for example, or set JAVA_HOME to it 1>&2
exit /b 2

rem Whether the folder holds a JDK, with a compiler, of version 25 or newer: its file "release" tells, JAVA_VERSION="25.0.1".
:try
if not exist "%~1\bin\javac.exe" exit /b 1
if not exist "%~1\release" exit /b 1
for /f tokens^=2^ delims^=^=.^" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do if %%v GEQ 25 (
  set "JAVA_HOME=%~1"
  exit /b 0
)
exit /b 1
