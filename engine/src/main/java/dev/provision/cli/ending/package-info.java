/**
 * How a command is ended before it is done: by a signal, or by a deadline. Input: the names of
 * signals. Output: a cancellation for the run, or an interrupt for what comes before one.
 */
package dev.provision.cli.ending;
