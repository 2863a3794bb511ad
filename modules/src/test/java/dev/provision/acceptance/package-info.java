/**
 * One suite for every vCenter that it can reach: what a user runs, on playbooks as users write
 * them, judged by what the server counted and by what another client reads back.
 */
package dev.provision.acceptance;
