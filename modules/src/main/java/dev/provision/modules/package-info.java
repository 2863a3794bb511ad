/** Where the kinds of the vSphere provider come together; each has a package of its own below. */
package dev.provision.modules;
