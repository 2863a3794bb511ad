/**
 * The command line: each command is one class (arguments in, a request to the engine, a view of
 * what came back, an exit code). The only package that parses options, prints, exits, and asks the
 * clock and the environment.
 */
package dev.provision.cli;
