/**
 * A world in memory with a provider of its own, to try plans and runs on: it counts what is
 * written, fails by rule, and drops fields on request.
 */
package dev.provision.lab;
