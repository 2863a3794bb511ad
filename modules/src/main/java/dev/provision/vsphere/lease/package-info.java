/**
 * One run at a time for an environment: where its lease is kept, how it is taken, renewed and given
 * back. Input: the session and a request. Output: a lease, without which a writer writes nothing.
 */
package dev.provision.vsphere.lease;
