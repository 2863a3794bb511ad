/** Tests of the script {@code provision} at the top of the checkout. */
package dev.provision.launcher;
