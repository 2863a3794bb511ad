/**
 * One vCenter as a playbook declares it, and the session with it: where each setting came from, the
 * login and the logout. A {@code vcenter:} goes in; an open connection comes out.
 */
package dev.provision.vsphere.connection;
