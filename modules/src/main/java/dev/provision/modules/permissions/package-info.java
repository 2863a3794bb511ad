/** Permissions: which role an account has on an object, and on what is in it. */
package dev.provision.modules.permissions;
