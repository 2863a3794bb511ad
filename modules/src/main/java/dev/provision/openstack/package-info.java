/**
 * From the files and command lines that OpenStack is run with (nova.conf, glance-api.conf,
 * cinder.conf, {@code glance image-create} ...) to the text of a playbook that says the same, and a
 * line about each option: what it became, or why it has no effect. Reads text only; reaches nobody.
 */
package dev.provision.openstack;
