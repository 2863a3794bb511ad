/**
 * Resource pools: made in a cluster, on a host or in each other, and others that exist. Out goes a
 * {@code PoolRef}.
 */
package dev.provision.modules.pools;
