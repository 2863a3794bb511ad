/**
 * Plans in files: from a plan to a file that somebody may look at and agree to, and from the file
 * and a plan of today to what of it still is so.
 */
package dev.provision.plan.saved;
