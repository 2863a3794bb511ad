/**
 * vApps: made in a pool, kept, and others that exist, with the order in which their instances start
 * and stop. Out goes a {@code PoolRef}.
 */
package dev.provision.modules.vapps;
