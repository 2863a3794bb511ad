/**
 * What people and programs read: plans, events, reports, diagnostics and reference pages as text
 * for a terminal or as JSON. Each class only formats its input; none prints, except for the live
 * lines, and none knows a command.
 */
package dev.provision.cli.text;
