/** From the events of a run to its report, and from the report to the exit code. */
package dev.provision.report;
