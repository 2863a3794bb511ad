/**
 * The settings of a cluster as rows: DRS, HA, admission control, EVC, power management, vSAN.
 * Input: a declaration and the cluster's item. Output: changes, and the spec of the call that makes
 * them.
 */
package dev.provision.modules.clusters.settings;
