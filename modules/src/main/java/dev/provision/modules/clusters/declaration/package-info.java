/** What a playbook declares of a cluster, and the privileges that it needs. */
package dev.provision.modules.clusters.declaration;
