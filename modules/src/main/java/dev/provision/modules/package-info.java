/** What vCenter can hold, a package a kind; here is the list of them. */
package dev.provision.modules;
