/** What can be set on an ESXi host: each call that writes something has its rows here. */
package dev.provision.modules.hosts.settings;
