/**
 * Who may do what in a vCenter, as a survey read it: roles, privileges, and the permissions that
 * give roles to accounts. Output for other kinds: a {@code RoleRef}.
 */
package dev.provision.vsphere.rights;
