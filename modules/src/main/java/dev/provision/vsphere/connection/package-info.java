/**
 * The {@code vcenter:} of a playbook and the session with that server: where each setting came
 * from, the login and the logout. Input: a {@code vcenter:}. Output: an open connection.
 */
package dev.provision.vsphere.connection;
