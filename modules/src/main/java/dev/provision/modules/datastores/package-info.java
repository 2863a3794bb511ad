/**
 * Datastores: exports of NFS servers that are mounted on hosts, and others that exist. Out goes a
 * {@code DatastoreRef}.
 */
package dev.provision.modules.datastores;
