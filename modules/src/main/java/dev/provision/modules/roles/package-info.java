/** Roles: made, changed, and looked up. Out goes a {@code RoleRef}. */
package dev.provision.modules.roles;
