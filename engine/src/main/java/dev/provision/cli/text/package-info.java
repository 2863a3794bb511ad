/**
 * What people and programs read: plans, events, reports, diagnostics and pages of the language as
 * text for a terminal or as JSON. Each class is a function of what it is given, prints nothing
 * itself but for the live lines, and knows no command.
 */
package dev.provision.cli.text;
