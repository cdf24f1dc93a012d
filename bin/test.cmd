@echo off
rem Builds everything and runs all tests on Windows: finds a JDK 25, then mvn verify. More arguments go to Maven.
setlocal
call "%~dp0find-java.cmd" || exit /b 2
pushd "%~dp0.."
call mvn -B -ntp verify %*
set "status=%errorlevel%"
popd
exit /b %status%
