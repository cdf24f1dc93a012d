@echo off
rem Called by the launcher of the thin archive on Windows: brings libtorch's jars into the folder %1.
rem They come from Maven Central, or the mirror that DDPM_MAVEN names, and are checked against its checksums.
setlocal
set "lib=%~1"
set "maven=https://repo1.maven.org/maven2"
if defined DDPM_MAVEN set "maven=%DDPM_MAVEN%"
for /f "usebackq tokens=1-3" %%a in ("%lib%\libtorch.txt") do call :fetch %%a %%b %%c || exit /b 2
exit /b 0

:fetch
set "jar=%2-%3-windows-x86_64.jar"
if exist "%lib%\%jar%" exit /b 0
set "url=%maven%/%1/%2/%3/%jar%"
echo Fetching %jar% (once)... 1>&2
curl -fL --progress-bar -o "%lib%\%jar%.part" "%url%" || goto failed
curl -fsSL -o "%lib%\%jar%.sha1" "%url%.sha1" || goto failed
set /p expected=<"%lib%\%jar%.sha1"
del "%lib%\%jar%.sha1"
set "sum="
for /f "skip=1 delims=" %%h in ('certutil -hashfile "%lib%\%jar%.part" SHA1') do if not defined sum set "sum=%%h"
if /i not "%sum: =%"=="%expected:~0,40%" (
  del "%lib%\%jar%.part"
  echo error: %url% came damaged: its SHA-1 is not the one in %jar%.sha1 1>&2
  exit /b 2
)
move /y "%lib%\%jar%.part" "%lib%\%jar%" >nul
exit /b 0

:failed
if exist "%lib%\%jar%.part" del "%lib%\%jar%.part"
echo error: cannot fetch %url% 1>&2
exit /b 2
